package dev.tributary.identity.definitions.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.identity.domain.identifier.IdentifierType;
import dev.tributary.identity.domain.rules.Limit;
import dev.tributary.identity.domain.rules.Rules;
import dev.tributary.platform.domain.definition.Violation;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.YamlText;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RulesReaderTest {

  @ParameterizedTest
  @MethodSource("cases")
  void namesWhatIsWrong(Json.Obj example) {
    // When
    var problems = Cases.READER.read(Cases.object(example, "spec")).problems();

    // Then
    var wrong = Cases.object(example, "wrong").fields();
    assertThat(problems)
        .extracting(Violation::path)
        .containsExactlyInAnyOrderElementsOf(wrong.keySet());
    for (var problem : problems) {
      assertThat(problem.reason()).contains(((Json.Str) wrong.get(problem.path())).value());
    }
  }

  @Test
  void givesTheDefaultsWhereNothingIsSaid() {
    // When
    var rules = Cases.rules(Json.Obj.EMPTY);

    // Then
    assertThat(rules.types()).isEqualTo(Rules.DEFAULT.types());
    assertThat(rules.types())
        .extracting(rule -> rule.type().name())
        .containsExactly(
            "user_id",
            "email",
            "android.id",
            "android.idfa",
            "android.push_token",
            "anonymous_id",
            "ga_client_id",
            "group_id",
            "ios.id",
            "ios.idfa",
            "ios.push_token");
  }

  @Test
  void keepsAUserUniqueUnlessToldOtherwise() {
    assertThat(limits("{}", "user_id")).containsExactly(Limit.UNIQUE);
    assertThat(limits("{identifiers: [{type: user_id}]}", "user_id")).containsExactly(Limit.UNIQUE);
    assertThat(limits("{identifiers: [{type: user_id, unique: false}]}", "user_id")).isEmpty();
    assertThat(
            limits("{identifiers: [{type: user_id, limits: [{values: 2, per: week}]}]}", "user_id"))
        .containsExactly(new Limit(2, Limit.Span.WEEK));
  }

  @Test
  void limitsTypesThatNobodyNamedAsTheRulesSay() {
    // Given
    var spec = "{others: {limits: [{values: 5}]}}";

    // Then
    assertThat(limits(spec, "braze_id")).containsExactly(new Limit(5, Limit.Span.EVER));
    assertThat(limits(spec, "anonymous_id")).isEmpty();
    assertThat(limits("{}", "braze_id")).isEmpty();
  }

  @Test
  void putsWhatIsNotNamedBehindWhatIs() {
    // When
    var rules = rules("{identifiers: [{type: phone}, {type: anonymous_id}]}");

    // Then
    assertThat(rules.types())
        .extracting(rule -> rule.type().name())
        .startsWith("phone", "anonymous_id", "user_id", "email", "android.id");
  }

  @Test
  void refusesMoreThanItCouldKeepUpWith() {
    // Given
    var types =
        IntStream.range(0, 101).<Json>mapToObj(i -> Json.object("type", Json.of("t" + i))).toList();
    var paths = new Json.Arr(Collections.nCopies(21, Json.of("a")));
    var patterns = new Json.Arr(Collections.nCopies(51, Json.of("a")));

    // Then
    assertThat(paths(Json.object("identifiers", new Json.Arr(types))))
        .containsExactly("spec.identifiers");
    assertThat(
            paths(
                Json.object(
                    "identifiers",
                    Json.arrayOf(Json.object("type", Json.of("x")).with("from", paths)))))
        .containsExactly("spec.identifiers[0].from");
    assertThat(paths(Json.object("blocked", Json.object("patterns", patterns))))
        .containsExactly("spec.blocked.patterns");
    assertThat(
            paths(
                Json.object(
                    "blocked", Json.object("patterns", Json.arrayOf(Json.of("a".repeat(201)))))))
        .containsExactly("spec.blocked.patterns[0]");
  }

  static Stream<Named<Json.Obj>> cases() {
    return Cases.of("identity-rules.yaml");
  }

  private static List<String> paths(Json.Obj spec) {
    return Cases.READER.read(spec).problems().stream().map(Violation::path).toList();
  }

  private static List<Limit> limits(String spec, String type) {
    return rules(spec).limits(new IdentifierType(type));
  }

  private static Rules rules(String spec) {
    return Cases.rules((Json.Obj) YamlText.parse(spec.getBytes(StandardCharsets.UTF_8)));
  }
}
