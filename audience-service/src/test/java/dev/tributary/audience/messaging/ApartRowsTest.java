package dev.tributary.audience.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.audience.domain.place.Place;
import dev.tributary.audience.domain.state.ApartStore.Limits;
import dev.tributary.audience.domain.state.ChangedMeanwhile;
import dev.tributary.audience.domain.state.Conclusion;
import dev.tributary.audience.domain.state.FeatureState;
import dev.tributary.audience.domain.state.Payload;
import dev.tributary.audience.domain.state.Profile;
import dev.tributary.audience.domain.state.Stored;
import dev.tributary.audience.domain.timeline.Recent;
import dev.tributary.platform.domain.json.Json;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A question reads a profile's record and then its rows, while the stream goes on writing. */
class ApartRowsTest {

  private static final String ID = "p1";
  private static final int STATES = 50;

  @Test
  void readsAllOfAProfileThatStandsInManyRows() {
    var store = new MemoryStore();
    profiles(store).put(ID, new Stored(Place.UNTOLD, Recent.NONE, profile(STATES)));
    assertThat(store.approximateNumEntries()).isGreaterThan(STATES);

    var read = read(store);

    for (long id = 0; id < STATES; id++) {
      assertThat(read.feature(id).count()).isEqualTo(2);
      assertThat(read.membership(id).member()).isTrue();
    }
  }

  /** What is not found is either so or the page is gone, whenever the question asks. */
  @Test
  void neverAnswersFromAPartOfAPage() {
    int changed = 0;
    for (int seed = 0; seed < 200; seed++) {
      var random = new SplittableRandom(seed);
      var store = new MemoryStore();
      profiles(store).put(ID, new Stored(Place.UNTOLD, Recent.NONE, profile(STATES)));
      var read = read(store);
      var growing = profiles(store).find(ID).orElseThrow();
      for (int i = 0; i < 5; i++) {
        long near = random.nextLong(STATES);
        growing.profile().setFeature(7, near, count(2));
        growing.profile().conclude(near, new Conclusion.Computed(1, Json.of("long".repeat(9))));
      }
      profiles(store).put(ID, growing);

      for (long id = 0; id < STATES; id++) {
        try {
          assertThat(read.feature(id).count()).isGreaterThanOrEqualTo(2);
        } catch (ChangedMeanwhile _) {
          changed++;
        }
      }
    }
    assertThat(changed).isPositive();
  }

  /** Who is always in one of two audiences is in one of them whenever the question asks. */
  @Test
  void neverAnswersFromPagesOfTwoMoments() {
    int changed = 0;
    for (int seed = 0; seed < 200; seed++) {
      var random = new SplittableRandom(seed);
      var store = new MemoryStore();
      profiles(store).put(ID, new Stored(Place.UNTOLD, Recent.NONE, profile(STATES)));
      long in = random.nextLong(STATES);
      var leaving = profiles(store).find(ID).orElseThrow();
      for (long id = 0; id < STATES; id++) {
        leaving.profile().conclude(id, new Conclusion.Membership(2, id == in, id == in ? 9 : 0));
      }
      profiles(store).put(ID, leaving);
      var read = read(store);
      int before = random.nextInt(STATES);
      long members = 0;
      try {
        for (long id = 0; id < STATES; id++) {
          if (id == before) {
            move(store, in, random.nextLong(STATES));
          }
          members += read.membership(id).member() ? 1 : 0;
        }
        assertThat(members).isEqualTo(1);
      } catch (ChangedMeanwhile _) {
        changed++;
      }
    }
    assertThat(changed).isPositive();
  }

  private static void move(MemoryStore store, long from, long to) {
    var moving = profiles(store).find(ID).orElseThrow();
    moving.profile().conclude(from, new Conclusion.Membership(3, false, 0));
    moving.profile().conclude(to, new Conclusion.Membership(3, true, 9));
    profiles(store).put(ID, moving);
  }

  private static ProfileStore profiles(MemoryStore store) {
    return new ProfileStore(store, new Limits(4, 200, 300));
  }

  private static Profile read(MemoryStore store) {
    var bytes = Optional.ofNullable(store.get(StoreKey.profile(ID))).orElseThrow();
    return Stored.fromBytes(bytes, new ApartRows(store, ID)).profile();
  }

  private static Profile profile(int states) {
    var profile = new Profile();
    for (long id = 0; id < states; id++) {
      profile.setFeature(3, id, count(2));
      profile.conclude(id, new Conclusion.Membership(1, true, 9));
    }
    return profile;
  }

  private static FeatureState count(int times) {
    var state = FeatureState.EMPTY;
    for (int i = 0; i < times; i++) {
      state = state.combined(FeatureState.of(1_000L * i, Payload.Counted.ONE));
    }
    return state;
  }
}
