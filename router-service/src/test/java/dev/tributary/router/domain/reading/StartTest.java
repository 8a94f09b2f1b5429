package dev.tributary.router.domain.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StartTest {

  @Test
  void beginsWhereTheOneStandsThatIsLastOfThoseCloseToTheForemost() {
    assertThat(Start.of(List.of(500L, 420L, 480L))).isEqualTo(420);
    assertThat(Start.of(List.of(7L))).isEqualTo(7);
  }

  @Test
  void waitsForNobodyWhoIsFarBehind() {
    long foremost = 1_000_000;
    assertThat(Start.of(List.of(3L, foremost, foremost - Start.NEAR, foremost - Start.NEAR - 1)))
        .isEqualTo(foremost - Start.NEAR);
  }
}
