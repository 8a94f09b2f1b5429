package dev.tributary.audience.domain.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlaceTest {

  private static final Away TO_A = new Away("a", 3);
  private static final Away TO_B = new Away("b", 7);

  @Test
  void isAProfileAgainAfterAHigherVersionAndNotAfterALowerOne() {
    var moved = Place.UNTOLD.merged(TO_A);

    assertThat(moved.isProfile()).isFalse();
    assertThat(moved.heard(2).isProfile()).isFalse();
    assertThat(moved.heard(4).isProfile()).isTrue();
    assertThat(Place.UNTOLD.heard(4).merged(TO_A).isProfile()).isTrue();
  }

  @Test
  void sendsWhatIsTrackedToTheFirstMergeAfterIt() {
    // Given
    var place = Place.UNTOLD.merged(TO_B).merged(TO_A);

    // When, Then
    assertThat(place.route(2, Optional.empty())).isEqualTo(new Route.There(TO_A));
    assertThat(place.route(3, Optional.empty())).isEqualTo(new Route.There(TO_A));
    assertThat(place.route(4, Optional.empty())).isEqualTo(new Route.There(TO_B));
    assertThat(place.route(8, Optional.empty())).isEqualTo(new Route.Here());
    assertThat(place.route(Place.UNTRACKED, Optional.empty())).isEqualTo(new Route.There(TO_B));
  }

  @Test
  void sendsAnAnchorThatWasGivenAwayAfterItUntilItComesBackWithAHigherVersion() {
    // Given
    var place = Place.UNTOLD.heard(5).giving();
    var given = Optional.of(new Away("c", 5));

    // When, Then
    assertThat(place.route(Place.UNTRACKED, given)).isEqualTo(new Route.There(given.get()));
    assertThat(place.route(4, given)).isEqualTo(new Route.There(given.get()));
    assertThat(place.route(5, given)).isEqualTo(new Route.Here());
  }

  @Test
  void keepsNoMoreMergesThanItsBound() {
    var place = Place.UNTOLD;
    for (int i = 1; i <= Place.MAX_MERGES + 10; i++) {
      place = place.merged(new Away("p" + i, i));
    }

    assertThat(place.merges()).hasSize(Place.MAX_MERGES);
    assertThat(place.away()).contains(new Away("p" + (Place.MAX_MERGES + 10), 266));
  }
}
