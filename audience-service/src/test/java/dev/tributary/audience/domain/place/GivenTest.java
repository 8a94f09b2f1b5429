package dev.tributary.audience.domain.place;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GivenTest {

  private static final Away TO_A = new Away("a", 3);
  private static final Away TO_B = new Away("b", 7);

  @Test
  void tellsTheLastTimeItWentAfterAVersionInWhicheverOrderItWasHeard() {
    // Given
    var given = Given.NEVER.given("p", TO_B).given("p", TO_A);

    // When, Then
    assertThat(given.after(2)).contains(TO_B);
    assertThat(given.after(6)).contains(TO_B);
    assertThat(given.after(7)).isEmpty();
    assertThat(given.now()).contains(TO_B);
  }

  @Test
  void forgetsNoSplitWhenItComesBack() {
    // Given
    var given = Given.NEVER.given("p", TO_A);

    // When
    var back = given.back("p", 5);

    // Then
    assertThat(back.now()).isEmpty();
    assertThat(back.after(2)).contains(TO_A);
    assertThat(back.given("p", TO_B).now()).contains(TO_B);
    assertThat(given.back("p", 2)).isSameAs(given);
  }
}
