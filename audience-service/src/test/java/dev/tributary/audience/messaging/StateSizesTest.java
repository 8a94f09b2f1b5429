package dev.tributary.audience.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.tributary.audience.domain.place.Place;
import dev.tributary.audience.domain.plan.Plan;
import dev.tributary.audience.domain.plan.Specified;
import dev.tributary.audience.domain.rule.Feature;
import dev.tributary.audience.domain.state.FeatureState;
import dev.tributary.audience.domain.state.Payload;
import dev.tributary.audience.domain.state.Profile;
import dev.tributary.audience.domain.state.Stored;
import dev.tributary.audience.domain.timeline.Recent;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StateSizesTest {

  private static final FeatureState COUNTED = FeatureState.of(1_000, Payload.Counted.ONE);

  private final MemoryStore store = new MemoryStore();
  private final Random random = new Random(5);
  private final Specified ordered =
      DrivenTopology.audience("ordered", "{\"who\": {\"event\": \"Order\"}}");
  private final Plan plan =
      Plan.NONE.following(Map.of(ordered.id(), ordered)).inNextRound().afterJob();
  private final long feature = ordered.features().keySet().iterator().next();
  private final long place = Feature.place(feature, plan.generationOf(feature));

  @Test
  void addsUpWhatTheProfilesKeepWhereThereAreFew() {
    put(60, place);
    put(20, place + 1);

    assertThat(size()).isEqualTo(60L * COUNTED.bytes());
  }

  @Test
  void tellsFromAFewHowMuchManyKeep() {
    put(20_000, place);

    assertThat(size()).isCloseTo(20_000L * COUNTED.bytes(), withinPercentage(40));
  }

  @Test
  void remembersWhatItFoundForAMoment() {
    var sizes = new StateSizes();
    put(1, place);
    long before = sizes.of(ordered, plan, List.of(store));

    put(1, place);

    assertThat(sizes.of(ordered, plan, List.of(store))).isEqualTo(before).isPositive();
  }

  private long size() {
    return new StateSizes().of(ordered, plan, List.of(store));
  }

  private void put(int profiles, long where) {
    for (int i = 0; i < profiles; i++) {
      var profile = new Profile();
      profile.setFeature(1, where, COUNTED);
      var id = new UUID(random.nextLong(), random.nextLong()).toString();
      store.put(StoreKey.profile(id), new Stored(Place.UNTOLD, Recent.NONE, profile).toBytes());
    }
  }
}
