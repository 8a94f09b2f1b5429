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
import dev.tributary.audience.domain.state.Belongings;
import dev.tributary.audience.domain.state.Conclusion.Membership;
import dev.tributary.audience.domain.state.Identifier;
import dev.tributary.audience.domain.state.Profile;
import dev.tributary.platform.domain.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is told of a member of an audience that has become known by further identifiers. */
class IdentifiedTest {

  private static final long NOW = 1_000;
  private static final Identifier USER = new Identifier("user_id", "u1");
  private static final Identifier EMAIL = new Identifier("email", "jane@x.org");
  private static final Identifier PHONE = new Identifier("phone", "1");
  private static final Cause EVENT = new Cause.ByEvent(0, 1, "m");

  private static final Rule.Audience PAID = audience("plan", "paid");
  private static final Rule.Audience ROMAN = audience("city", "Rome");
  private static final Program PROGRAM = new Program(List.of(PAID, ROMAN));

  private final Customer jane = new Customer("jane");
  private final Customer visitor = new Customer("visitor");

  @Test
  void tellsWhatAnEventBroughtInOneChangeOfTheNextVersion() {
    // Given
    jane.observe(NOW, List.of(trait("plan", "paid")), USER);

    // When
    jane.observe(NOW + 1, List.of(), EMAIL, USER, PHONE);

    // Then
    var gained = new Change.Kind.Identified(List.of(EMAIL, PHONE));
    assertThat(jane.told).containsExactly(new Change(PAID, 2, gained, EVENT, NOW + 1));
    assertThat(jane.profile.membership(PAID.id())).isEqualTo(new Membership(2, true, NOW));
  }

  @Test
  void tellsEveryAudienceButThoseThatTheSameEventTakesItIntoOrOutOf() {
    // Given
    jane.observe(NOW, List.of(trait("plan", "paid")), USER);

    // When
    jane.observe(NOW + 1, List.of(trait("city", "Rome")), EMAIL);
    var entering = jane.kinds();
    jane.observe(NOW + 2, List.of(trait("plan", "free")), PHONE);
    var leaving = jane.kinds();

    // Then
    assertThat(entering)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                ROMAN, new Change.Kind.Membership(true),
                PAID, new Change.Kind.Identified(List.of(EMAIL))));
    assertThat(leaving)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                PAID, new Change.Kind.Membership(false),
                ROMAN, new Change.Kind.Identified(List.of(PHONE))));
  }

  @Test
  void tellsNothingOfAnIdentifierThatIsKnownAlreadyOrOneTooMany() {
    // Given
    jane.observe(NOW, List.of(trait("plan", "paid")), USER);
    IntStream.range(1, Attributes.MAX_IDENTIFIERS)
        .forEach(n -> jane.attributes.addIdentifier(new Identifier("phone", "p" + n), 1));

    // When
    jane.observe(NOW + 1, List.of(), USER);
    var known = jane.told;
    jane.observe(NOW + 1, List.of(), EMAIL);

    // Then
    assertThat(known).isEmpty();
    assertThat(jane.told).isEmpty();
  }

  @Test
  void tellsWhatAMergeBroughtToAMemberWhoseTimeMayBeginEarlierByIt() {
    // Given
    visitor.observe(NOW - 1, List.of(trait("plan", "paid")), EMAIL, USER);
    jane.observe(NOW, List.of(trait("plan", "paid")), USER);

    // When
    jane.absorb(visitor, NOW + 1);

    // Then
    var gained = new Change.Kind.Identified(List.of(EMAIL));
    assertThat(jane.told)
        .containsExactly(new Change(PAID, 2, gained, new Cause.ByMerge(), NOW + 1));
    assertThat(jane.profile.membership(PAID.id())).isEqualTo(new Membership(2, true, NOW - 1));
  }

  @Test
  void tellsTheEntryAloneWhereOnlyTheMergedOneWasAMember() {
    // Given
    visitor.observe(NOW, List.of(trait("plan", "paid")), EMAIL);
    jane.observe(NOW, List.of(), USER);

    // When
    jane.absorb(visitor, NOW + 1);

    // Then
    assertThat(jane.kinds()).isEqualTo(Map.of(PAID, new Change.Kind.Membership(true)));
  }

  @Test
  void tellsNothingWhereAMergeBringsNoIdentifierThatIsNew() {
    // Given
    visitor.observe(NOW, List.of(trait("city", "Rome")), USER);
    jane.observe(NOW, List.of(trait("plan", "paid"), trait("city", "Rome")), USER);

    // When
    jane.absorb(visitor, NOW + 1);

    // Then
    assertThat(jane.told).isEmpty();
  }

  @Test
  void tellsNothingOfIdentifiersThatLeaveNorOfAChangeOfDefinitions() {
    // Given
    jane.observe(NOW, List.of(trait("plan", "paid")), USER, EMAIL);

    // When
    jane.work(subject ->
        Engine.divide(
            PROGRAM,
            subject,
            (key, _) -> key == EMAIL.key(),
            Map.of(),
            new Cause.BySplit(),
            NOW + 1));
    var split = jane.told;
    jane.work(subject -> Engine.recheck(PROGRAM, subject, Concluding.every(PROGRAM), NOW + 1));

    // Then
    assertThat(jane.attributes.identifiers()).containsExactly(USER);
    assertThat(split).isEmpty();
    assertThat(jane.told).isEmpty();
  }

  @Test
  void tellsAnewWhatHadLeftAndComesBack() {
    // Given
    jane.observe(NOW, List.of(trait("plan", "paid")), USER, EMAIL);
    jane.work(subject ->
        visitor.attributes.absorb(
            Engine.divide(
                    PROGRAM,
                    subject,
                    (key, _) -> key == EMAIL.key(),
                    Map.of(),
                    new Cause.BySplit(),
                    NOW)
                .attributes()));

    // When
    jane.absorb(visitor, NOW + 1);

    // Then
    assertThat(jane.kinds()).isEqualTo(Map.of(PAID, new Change.Kind.Identified(List.of(EMAIL))));
  }

  @Test
  void tellsOfAMemberInWhoseSteadALinkedProfilePasses() {
    // Given
    var linked =
        new Rule.Audience("a", 1, PAID.who(), new SoftLinkRule.AtLeast(0.9), Anonymous.INCLUDED);
    var program = new Program(List.of(linked));
    jane.links.tell("jane", List.of(new SoftLink("joan", 0.95, NOW * 2)));
    jane.links.hear("jane", new Word.Holding("joan", 1, Set.of(linked.id())));
    jane.observe(program, NOW, List.of(), USER);

    // When
    jane.observe(program, NOW + 1, List.of(), EMAIL);

    // Then
    assertThat(jane.kinds()).isEqualTo(Map.of(linked, new Change.Kind.Identified(List.of(EMAIL))));
  }

  /** A profile from one deed to the next, and what the last of them told. */
  private static final class Customer {

    private final String id;
    private final Profile profile = new Profile();
    private final Attributes attributes = new Attributes();
    private final SoftLinks links = new SoftLinks();
    private List<Change> told = List.of();

    private Customer(String id) {
      this.id = id;
    }

    private void observe(long now, List<Engine.TraitSet> traits, Identifier... brought) {
      observe(PROGRAM, now, traits, brought);
    }

    private void observe(
        Program program, long now, List<Engine.TraitSet> traits, Identifier... brought) {
      var event = new Engine.Contribution(List.of(), traits, List.of(brought), USER.key(), now);
      work(subject -> Engine.observe(program, subject, event, EVENT, now));
    }

    private void absorb(Customer other, long now) {
      var all = new Belongings(other.profile, other.attributes, new Relations());
      work(subject -> Engine.absorb(PROGRAM, subject, all, new Cause.ByMerge(), now));
    }

    private void work(Consumer<Subject> deed) {
      var subject =
          Subject.of(id, profile, () -> attributes, Relations::new, () -> links, Enrolments::new);
      deed.accept(subject);
      told = subject.changes();
    }

    /** Of each audience there is one change at most. */
    private Map<Rule, Change.Kind> kinds() {
      return told.stream().collect(Collectors.toMap(Change::rule, Change::kind));
    }
  }

  private static Engine.TraitSet trait(String name, String value) {
    return new Engine.TraitSet(name, Json.of(value), NOW, 1);
  }

  private static Rule.Audience audience(String trait, String value) {
    var who = new Condition.HasTrait(trait, new ValueTest.Equal(Json.of(value)));
    return new Rule.Audience(value, 1, who);
  }
}
