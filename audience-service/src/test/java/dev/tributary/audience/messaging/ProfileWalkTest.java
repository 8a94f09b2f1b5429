package dev.tributary.audience.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tributary.audience.domain.place.Away;
import dev.tributary.audience.domain.place.Place;
import dev.tributary.audience.domain.state.Profile;
import dev.tributary.audience.domain.state.Stored;
import dev.tributary.audience.domain.timeline.Recent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ProfileWalkTest {

  private final MemoryStore store = new MemoryStore();

  @Test
  void meetsEveryProfileOnceWhereverItStarts() {
    var random = new Random(7);
    for (int profiles : new int[] {0, 1, 2, 50}) {
      var ids = new HashSet<String>();
      for (int i = 0; i < profiles; i++) {
        ids.add(put(random));
      }
      putMerged(random);
      store.put(StoreKey.attributes(id(random)), new byte[0]);
      store.put(StoreKey.member(1, id(random)), new byte[8]);
      for (int round = 0; round < 20; round++) {
        try (var walk = new ProfileWalk(store, id(random))) {
          var met = new ArrayList<String>();
          walk.forEachRemaining(found -> met.add(found.profileId()));
          assertThat(met).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(ids);
          assertThat(walk.passed()).isEqualTo(1);
        }
      }
      ids.forEach(id -> store.delete(StoreKey.profile(id)));
    }
  }

  @Test
  void meetsTheOneItStartsWith() {
    var id = put(new Random(3));
    try (var walk = new ProfileWalk(store, id)) {
      assertThat(walk.next().profileId()).isEqualTo(id);
      assertThat(walk.hasNext()).isFalse();
    }
  }

  @Test
  void tellsHowManyThereAreFromAFewOfThem() {
    var random = new Random(11);
    int profiles = 20_000;
    for (int i = 0; i < profiles; i++) {
      put(random);
    }
    for (var start : List.of("00000000-", "7fffffff-", "fe000000-")) {
      try (var walk = new ProfileWalk(store, start)) {
        for (int i = 0; i < 2_000; i++) {
          walk.next();
        }
        assertThat(2_000 / walk.passed()).isCloseTo(profiles, within(0.1 * profiles));
      }
    }
  }

  private String put(Random random) {
    var id = id(random);
    store.put(StoreKey.profile(id), Stored.untold().toBytes());
    return id;
  }

  private void putMerged(Random random) {
    var place = new Place(1, List.of(new Away("elsewhere", 2)), false);
    store.put(
        StoreKey.profile(id(random)), new Stored(place, Recent.NONE, new Profile()).toBytes());
  }

  private static String id(Random random) {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }
}
