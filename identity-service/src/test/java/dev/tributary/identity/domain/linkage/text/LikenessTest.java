package dev.tributary.identity.domain.linkage.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LikenessTest {

  /** The examples that the literature gives. */
  @ParameterizedTest
  @CsvSource({
    "martha,marhta,0.961",
    "dwayne,duane,0.840",
    "dixon,dicksonx,0.813",
    "a,b,0",
    "a,a,1"
  })
  void isAsAlikeAsJaroAndWinklerSay(String one, String other, double likeness) {
    assertThat(Likeness.jaroWinkler(one, other)).isCloseTo(likeness, within(0.0006));
    assertThat(Likeness.jaroWinkler(other, one)).isCloseTo(likeness, within(0.0006));
  }

  @Test
  void aSwapIsOneEdit() {
    assertThat(Likeness.within(1, "smith", "smiht")).isTrue();
    assertThat(Likeness.within(1, "smith", "smth")).isTrue();
    assertThat(Likeness.within(1, "smith", "smythe")).isFalse();
    assertThat(Likeness.within(2, "smith", "smythe")).isTrue();
  }

  @Test
  void aTextTooLongIsAlikeOnlyToItself() {
    var text = "x".repeat(Likeness.MAX_LENGTH + 1);

    assertThat(Likeness.jaroWinkler(text, text)).isEqualTo(1);
    assertThat(Likeness.jaroWinkler(text, text + "y")).isEqualTo(0);
    assertThat(Likeness.within(1, text, text + "y")).isFalse();
  }
}
