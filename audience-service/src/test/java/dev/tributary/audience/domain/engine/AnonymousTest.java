package dev.tributary.audience.domain.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.audience.domain.entity.Enrolments;
import dev.tributary.audience.domain.relation.Relations;
import dev.tributary.audience.domain.rule.Condition;
import dev.tributary.audience.domain.rule.Rule;
import dev.tributary.audience.domain.rule.Rule.Audience.Anonymous;
import dev.tributary.audience.domain.rule.SoftLinkRule;
import dev.tributary.audience.domain.rule.ValueTest;
import dev.tributary.audience.domain.softlink.SoftLink;
import dev.tributary.audience.domain.softlink.SoftLinks;
import dev.tributary.audience.domain.softlink.Word;
import dev.tributary.audience.domain.state.Attributes;
import dev.tributary.audience.domain.state.Identifier;
import dev.tributary.audience.domain.state.Profile;
import dev.tributary.platform.domain.json.Json;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A profile that is in an audience only by a soft link to one that is: anonymous, and then not. */
class AnonymousTest {

  private static final long NOW = 1_000;
  private static final Condition PAID =
      new Condition.HasTrait("plan", new ValueTest.Equal(Json.of("paid")));

  private final Attributes attributes = new Attributes();
  private final SoftLinks links = new SoftLinks();
  private final Subject subject =
      Subject.of(
          "p1", new Profile(), () -> attributes, Relations::new, () -> links, Enrolments::new);

  @Test
  void isLeftOutThoughItIsLinkedUntilItIsKnown() {
    // Given
    var audience = audience(Anonymous.EXCLUDED);
    link(audience);

    // When
    observe(audience, new Identifier("anonymous_id", "a1"));

    // Then
    assertThat(isMember(audience)).isFalse();
    var why = Explanation.of(new Program(List.of(audience)), audience, subject, NOW);
    assertThat(why.linked()).isTrue();
    assertThat(why.leftOut()).isTrue();
    assertThat(why.who().holds()).isFalse();

    // When
    observe(audience, new Identifier("email", "jane@x.org"));

    // Then
    assertThat(isMember(audience)).isTrue();
  }

  @Test
  void isInWhereAnonymousProfilesAreIncluded() {
    var audience = audience(Anonymous.INCLUDED);
    link(audience);

    observe(audience, new Identifier("anonymous_id", "a1"));

    assertThat(isMember(audience)).isTrue();
  }

  private void link(Rule.Audience audience) {
    links.tell("p1", List.of(new SoftLink("p2", 0.95, NOW * 2)));
    links.hear("p1", new Word.Holding("p2", 1, Set.of(audience.id())));
  }

  private void observe(Rule.Audience audience, Identifier identifier) {
    var event = new Engine.Contribution(List.of(), List.of(), List.of(identifier), 1, 1);
    var cause = new Cause.ByEvent(0, 1, "m");
    Engine.observe(new Program(List.of(audience)), subject, event, cause, NOW);
  }

  private boolean isMember(Rule.Audience audience) {
    return subject.profile().membership(audience.id()).member();
  }

  private static Rule.Audience audience(Anonymous anonymous) {
    return new Rule.Audience("a", 1, PAID, new SoftLinkRule.AtLeast(0.9), anonymous);
  }
}
