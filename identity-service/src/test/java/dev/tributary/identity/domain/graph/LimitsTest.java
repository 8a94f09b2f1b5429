package dev.tributary.identity.domain.graph;

import static dev.tributary.identity.domain.Histories.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.identity.domain.MemoryGraphStore;
import dev.tributary.identity.domain.event.Evidence;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.identifier.IdentifierType;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.rules.Limit;
import dev.tributary.identity.domain.rules.Limit.Span;
import dev.tributary.identity.domain.rules.Rules;
import dev.tributary.identity.domain.rules.TypeRule;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Limits, over ever and over sliding spans. */
class LimitsTest {

  private static final long DAY = 86_400;

  private final MemoryGraphStore store = new MemoryGraphStore();
  private int next;

  @ParameterizedTest
  @CsvSource({"DAY, 1", "WEEK, 7", "MONTH, 30", "YEAR, 365"})
  void aValueMoreIsTakenWhenTheSpanIsOver(Span span, int days) {
    // Given
    var rules = devices(new Limit(2, span));
    take(rules, 0, "user_id:u", "anonymous_id:a");
    take(rules, 10, "user_id:u", "anonymous_id:b");

    // When
    var tooEarly = take(rules, days * DAY - 1, "user_id:u", "anonymous_id:c");
    var inTime = take(rules, days * DAY + 1, "user_id:u", "anonymous_id:c");
    var again = take(rules, days * DAY + 2, "user_id:u", "anonymous_id:d");

    // Then: the first is out of the span, the second is not yet
    assertThat(tooEarly.setAside()).containsExactly("identifier_demoted");
    assertThat(inTime.setAside()).isEmpty();
    assertThat(again.setAside()).containsExactly("identifier_demoted");
    assertThat(devicesOf("u")).containsExactlyInAnyOrder("a", "b", "c");
  }

  @Test
  void severalLimitsOfOneTypeAllHold() {
    // Given
    var rules = devices(new Limit(1, Span.DAY), new Limit(2, Span.EVER));

    // When
    take(rules, 0, "user_id:u", "anonymous_id:a");
    var sameDay = take(rules, 5, "user_id:u", "anonymous_id:b");
    var nextDay = take(rules, DAY + 1, "user_id:u", "anonymous_id:b");
    var never = take(rules, 400 * DAY, "user_id:u", "anonymous_id:c");

    // Then
    assertThat(sameDay.setAside()).hasSize(1);
    assertThat(nextDay.setAside()).isEmpty();
    assertThat(never.setAside()).hasSize(1);
  }

  @Test
  void theTraitsOfAnEventLandThoughItsIdentifierIsSetAside() {
    // Given
    var rules = devices(new Limit(1, Span.EVER));
    take(rules, 0, "user_id:u", "anonymous_id:a");

    // When
    var resolution = take(rules, 1, "user_id:u", "anonymous_id:b");

    // Then: the event is the user's all the same, and so is what it says
    assertThat(resolution.decision().profile()).isEqualTo(profileOf(rules, "user_id:u"));
    assertThat(resolution.setAside()).containsExactly("identifier_demoted");
  }

  @Test
  void aMergeThatWouldPassALimitOverASpanIsRefusedAndLaterAllowed() {
    // Given: two customers of two new devices each
    var rules = devices(new Limit(3, Span.DAY));
    take(rules, 0, "user_id:u", "anonymous_id:a");
    take(rules, 1, "user_id:u", "anonymous_id:b");
    take(rules, 2, "phone:p", "anonymous_id:c");
    take(rules, 3, "phone:p", "anonymous_id:d");

    // When
    var refused = take(rules, 4, "user_id:u", "phone:p");
    var allowed = take(rules, 2 * DAY, "user_id:u", "phone:p");

    // Then
    assertThat(refused.setAside()).containsExactly("identifier_demoted");
    assertThat(allowed.setAside()).isEmpty();
    assertThat(devicesOf("u")).hasSize(4);
  }

  @Test
  void aKioskThatThousandsShareLeavesEachUserAProfileOfTheirOwn() {
    // Given
    int users = 1_000;
    var profiles = new HashSet<ProfileId>();

    // When
    for (int i = 0; i < users; i++) {
      profiles.add(
          take(Rules.DEFAULT, i, "user_id:u" + i, "anonymous_id:kiosk").decision().profile());
    }

    // Then: the device stays with the first of them
    assertThat(profiles).hasSize(users);
    assertThat(profileOf(Rules.DEFAULT, "anonymous_id:kiosk"))
        .isEqualTo(profileOf(Rules.DEFAULT, "user_id:u0"));
  }

  private static Rules devices(Limit... limits) {
    return new Rules(
        List.of(
            new TypeRule(IdentifierType.USER_ID, true, List.of(Limit.UNIQUE)),
            new TypeRule(new IdentifierType("phone"), true, List.of()),
            new TypeRule(IdentifierType.ANONYMOUS_ID, true, List.of(limits))));
  }

  private Resolution take(Rules rules, long second, String... identifiers) {
    var event = event(next++, second, identifiers);
    var sorted = event.joining().stream().sorted(rules.byPriority()).toList();
    var evidence =
        new Evidence(
            event.birth(),
            event.origin(),
            event.stamp(),
            sorted,
            event.shared(),
            event.traits(),
            event.setAside());
    return new Resolver(store).resolve(List.of(evidence), rules).resolutions().getFirst();
  }

  private ProfileId profileOf(Rules rules, String identifier) {
    return take(rules, 1_000 * DAY, identifier).decision().profile();
  }

  private List<String> devicesOf(String user) {
    return store.persons().stream()
        .filter(person -> person.identifiers().contains(Identifier.of("user_id", user)))
        .flatMap(person -> person.identifiers().stream())
        .filter(each -> each.type().equals(IdentifierType.ANONYMOUS_ID))
        .map(Identifier::value)
        .toList();
  }
}
