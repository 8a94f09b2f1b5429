package dev.tributary.platform.domain.fql;

import static dev.tributary.platform.domain.cases.YamlCases.items;
import static dev.tributary.platform.domain.cases.YamlCases.lines;
import static dev.tributary.platform.domain.cases.YamlCases.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.cases.YamlCases;
import dev.tributary.platform.domain.json.Json;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the language means, by the tables in {@code cases/fql}. */
class FqlCasesTest {

  @ParameterizedTest(name = "{1} is {2}")
  @MethodSource
  void matchesAsTheTablesSay(Json.Obj event, String filter, boolean expected) {
    // When
    boolean matches = Fql.parse(filter).matches(event);

    // Then
    assertThat(matches).isEqualTo(expected);
  }

  static Stream<Arguments> matchesAsTheTablesSay() {
    return Stream.of("documentation", "comparisons", "logic", "functions", "generated")
        .flatMap(file -> YamlCases.objects("fql/" + file + ".yaml").stream())
        .flatMap(table -> {
          var event = (Json.Obj) table.field("event").orElseThrow();
          return Stream.concat(
              lines(table, "matches").stream().map(each -> Arguments.of(event, each, true)),
              lines(table, "fails").stream().map(each -> Arguments.of(event, each, false)));
        });
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource
  void refusesWithThePlaceAndWhatWasExpected(String filter, String reason) {
    // When
    var refusal =
        assertThatExceptionOfType(InvalidValue.class).isThrownBy(() -> Fql.parse(filter)).actual();

    // Then
    assertThat(refusal.field()).isEqualTo("FQL");
    assertThat(refusal.reason()).startsWith(reason);
  }

  static Stream<Arguments> refusesWithThePlaceAndWhatWasExpected() {
    return items(YamlCases.read("fql/errors.yaml")).stream()
        .map(line -> text(line).split(" => ", 2))
        .map(parts -> Arguments.of(parts[0], parts[1].strip()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void writesEqualFiltersAlike(String filter, String canonical) {
    // When
    var parsed = Fql.parse(filter);

    // Then
    assertThat(parsed.text()).isEqualTo(canonical);
    assertThat(parsed).isEqualTo(Fql.parse(canonical)).hasSameHashCodeAs(Fql.parse(canonical));
  }

  static Stream<Arguments> writesEqualFiltersAlike() {
    return items(YamlCases.read("fql/canonical.yaml")).stream()
        .flatMap(group ->
            items(group).stream()
                .map(each -> Arguments.of(text(each), text(items(group).getFirst()))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void knowsTheNamesAndTypesThatAFilterImplies(
      String filter, Optional<Set<String>> names, Optional<Set<String>> types) {
    // When
    var parsed = Fql.parse(filter);

    // Then
    assertThat(parsed.eventNames()).isEqualTo(names);
    assertThat(parsed.eventTypes()).isEqualTo(types);
  }

  static Stream<Arguments> knowsTheNamesAndTypesThatAFilterImplies() {
    return YamlCases.objects("fql/implied-names.yaml").stream()
        .map(row ->
            Arguments.of(
                text(row.field("filter").orElseThrow()), set(row, "events"), set(row, "types")));
  }

  private static Optional<Set<String>> set(Json.Obj row, String field) {
    return row.field(field)
        .filter(value -> value instanceof Json.Arr)
        .map(value -> items(value).stream().map(YamlCases::text).collect(Collectors.toSet()));
  }
}
