package dev.tributary.audience.domain.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.audience.domain.place.Place;
import dev.tributary.audience.domain.timeline.Recent;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Profiles and states for tests, and whether two are the same. */
final class Profiles {

  private Profiles() {}

  static Stored stored(Profile profile) {
    return new Stored(Place.UNTOLD, Recent.NONE, profile);
  }

  static void checkEqual(Profile one, Profile other) {
    assertThat(one.parts()).containsOnlyKeys(other.parts().keySet());
    assertThat(spots(one)).containsExactlyInAnyOrderElementsOf(spots(other));
    other
        .parts()
        .forEach((anchor, part) -> {
          var again = Optional.ofNullable(one.parts().get(anchor)).orElseThrow();
          assertThat(again.since()).isEqualTo(part.since());
          assertThat(again.features()).isEqualTo(part.features());
        });
    for (var spot : spots(other)) {
      assertThat(one.feature(spot.anchor(), spot.feature()))
          .isEqualTo(other.feature(spot.anchor(), spot.feature()));
    }
    assertThat(one.conclusions()).isEqualTo(other.conclusions());
  }

  private static List<Page.Spot> spots(Profile profile) {
    return profile.pages().stream().flatMap(page -> page.states().stream()).toList();
  }

  static FeatureState times(int count) {
    var state = FeatureState.EMPTY;
    for (int i = 0; i < count; i++) {
      state =
          state.combined(FeatureState.of(1_700_000_000_000L + i * 3_600_123L, Payload.Counted.ONE));
    }
    return state;
  }

  static FeatureState feature(SplittableRandom random) {
    var state = FeatureState.EMPTY;
    int kind = random.nextInt(7);
    for (int i = random.nextInt(1, 30); i > 0; i--) {
      long at = random.nextLong(253_402_300_799_999L);
      state = state.combined(FeatureState.of(at, Payloads.of(kind, at, random)));
    }
    return state;
  }
}
