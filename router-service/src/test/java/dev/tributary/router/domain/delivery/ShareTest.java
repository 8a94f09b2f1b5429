package dev.tributary.router.domain.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShareTest {

  @Test
  void isSatedWithHalfOfTheBacklogUntilMostOfThatIsSettled() {
    // Given
    var share = new Share(8);

    // Then
    begin(share, 3);
    assertThat(share.isSated()).isFalse();
    begin(share, 1);
    assertThat(share.isSated()).isTrue();
    share.end();
    assertThat(share.isSated()).isTrue();
    share.end();
    assertThat(share.isSated()).isFalse();
    begin(share, 1);
    assertThat(share.isSated()).isFalse();
  }

  @Test
  void letsOneThroughInTheSmallestBacklog() {
    // Given
    var share = new Share(1);

    // Then
    assertThat(share.isSated()).isFalse();
    begin(share, 1);
    assertThat(share.isSated()).isTrue();
    share.end();
    assertThat(share.isSated()).isFalse();
  }

  private static void begin(Share share, int times) {
    for (int i = 0; i < times; i++) {
      share.begin();
    }
  }
}
