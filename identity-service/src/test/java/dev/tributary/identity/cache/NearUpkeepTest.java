package dev.tributary.identity.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.identity.domain.event.Birth;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.Profile;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.profile.ProfileStore;
import dev.tributary.identity.domain.rules.Rules;
import dev.tributary.identity.domain.rules.RulesInForce;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NearUpkeepTest {

  private static final Duration TTL = Duration.ofSeconds(10);
  private static final ProfileId JANE = ProfileId.ofUnidentified(new Birth(1, 1));

  private final AtomicLong clock = new AtomicLong();
  private final NearAnswers answers = new NearAnswers(100_000, clock::get);
  private final Stored store = new Stored();
  private Rules rules = Rules.DEFAULT;
  private final NearUpkeep upkeep = new NearUpkeep(answers, store, new Current(), TTL);

  @BeforeEach
  void theRulesAreReadForLong() {
    answers.hearing();
    upkeep.round();
    pass(TTL.plusMillis(1));
    store.versions.put(JANE, 7L);
  }

  @Test
  void whatIsUnchangedAndAskedForStaysNear() {
    // Given
    keep(7);

    for (int i = 0; i < 100; i++) {
      // When
      pass(upkeep.period());
      upkeep.round();

      // Then
      assertThat(near()).isTrue();
    }
  }

  @Test
  void whatNobodyAskedForInAMinuteExpires() {
    // Given
    keep(7);

    // When
    for (int i = 0; i < 200; i++) {
      pass(upkeep.period());
      upkeep.round();
    }

    // Then
    assertThat(near()).isFalse();
  }

  @Test
  void whatTheStoreHoldsOtherwiseExpiresThoughNothingWasHeard() {
    // Given
    keep(7);

    // When
    store.versions.put(JANE, 8L);
    liveOn();

    // Then
    assertThat(near()).isFalse();
  }

  @Test
  void whatBecamePartOfAnotherExpires() {
    // Given
    keep(7);

    // When
    store.versions.clear();
    liveOn();

    // Then
    assertThat(near()).isFalse();
  }

  @Test
  void aChangeThatIsHeardCountsThoughTheAnswerWasRenewed() {
    // Given
    keep(7);
    liveOn();
    assertThat(near()).isTrue();

    // When
    pass(Duration.ofMillis(1));
    answers.changed(JANE);
    upkeep.round();

    // Then
    assertThat(near()).isFalse();
  }

  @Test
  void whatMayBeAnAnswerByEarlierRulesExpires() {
    // Given
    keep(7);

    // When
    rules = new Rules(Rules.DEFAULT.types());
    liveOn();

    // Then
    assertThat(near()).isFalse();
  }

  @Test
  void asksForManyProfilesAtOnce() {
    // Given
    for (int i = 0; i < 300; i++) {
      answers.keep(
          "q" + i, new byte[1], profile(i), 1, answers.now(), answers.now() + TTL.toNanos());
    }

    // When
    pass(upkeep.period().multipliedBy(3));
    upkeep.round();

    // Then
    assertThat(store.questions).containsExactly(300);
  }

  private void liveOn() {
    for (int i = 0; i < 6; i++) {
      pass(upkeep.period());
      upkeep.round();
    }
  }

  private static ProfileId profile(int number) {
    return ProfileId.ofUnidentified(new Birth(2, number));
  }

  private void keep(long version) {
    pass(Duration.ofMillis(1));
    answers.keep(
        "jane",
        "jane".getBytes(UTF_8),
        JANE,
        version,
        answers.now(),
        answers.now() + TTL.toNanos());
  }

  private boolean near() {
    return answers.find("jane").isPresent();
  }

  private void pass(Duration time) {
    clock.addAndGet(time.toNanos());
  }

  private final class Current implements RulesInForce {

    @Override
    public boolean areKnown() {
      return true;
    }

    @Override
    public Rules current() {
      return rules;
    }
  }

  private static final class Stored implements ProfileStore {

    private final Map<ProfileId, Long> versions = new HashMap<>();
    private final List<Integer> questions = new ArrayList<>();

    @Override
    public List<ProfileId> owners(Identifier identifier) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Profile> load(ProfileId id) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Map<ProfileId, Long> versions(Collection<ProfileId> profiles) {
      questions.add(profiles.size());
      var found = new HashMap<>(versions);
      found.keySet().retainAll(profiles);
      return found;
    }
  }
}
