package dev.tributary.audience.domain.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.audience.domain.entity.Enrolments;
import dev.tributary.audience.domain.relation.EntityLink;
import dev.tributary.audience.domain.relation.Relations;
import dev.tributary.audience.domain.relation.Relations.Entity;
import dev.tributary.audience.domain.rule.AudienceReader;
import dev.tributary.audience.domain.rule.Rule;
import dev.tributary.audience.domain.softlink.SoftLinks;
import dev.tributary.audience.domain.state.Attributes;
import dev.tributary.audience.domain.state.Identifier;
import dev.tributary.audience.domain.state.Profile;
import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.YamlText;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A profile whose account was asked and has not answered yet. */
class AnswersTest {

  private static final String ASKS = "{account: {users: {any: {event: Login}}}}";

  private final Attributes attributes = new Attributes();
  private final Subject subject =
      Subject.of(
          "p1", new Profile(), () -> attributes, Relations::new, SoftLinks::new, Enrolments::new);

  @Test
  void concludesNothingFromAnAnswerThatIsNotThere() {
    assertThat(entersOnJoining("{not: " + ASKS + "}")).isFalse();
    assertThat(entersOnJoining("{all: [{not: {event: A}}, {not: " + ASKS + "}]}")).isFalse();
  }

  @Test
  void concludesWhatTheRestDecides() {
    assertThat(entersOnJoining("{any: [{not: {event: A}}, " + ASKS + "]}")).isTrue();
    assertThat(entersOnJoining("{not: {all: [{event: A}, " + ASKS + "]}}")).isTrue();
  }

  @Test
  void tellsLinkedProfilesWhatWasToldBefore() {
    var audience = audience("{not: " + ASKS + "}", ", softLinks: {minimum: 0.5}");
    var program = new Program(List.of(audience));
    join(program);

    assertThat(Engine.holding(program, subject, Set.of())).isEmpty();
    assertThat(Engine.holding(program, subject, Set.of(audience.id())))
        .containsExactly(audience.id());
  }

  private boolean entersOnJoining(String who) {
    var audience = audience(who, "");
    join(new Program(List.of(audience)));
    return subject.profile().membership(audience.id()).member();
  }

  private void join(Program program) {
    attributes.addIdentifier(new Identifier("user_id", "u1"), 1);
    Engine.relate(
        program,
        subject,
        new Entity("accounts", "acme"),
        new EntityLink(true, 1, Map.of()),
        new Cause.ByEntity(),
        1_000);
  }

  private static Rule.Audience audience(String who, String more) {
    var spec = (Json.Obj) YamlText.parse(("{who: " + who + more + "}").getBytes(UTF_8));
    var checked = AudienceReader.read("a", 1, spec);
    return ((Checked.Valid<Rule.Audience>) checked).value();
  }
}
