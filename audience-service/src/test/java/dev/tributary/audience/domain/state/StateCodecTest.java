package dev.tributary.audience.domain.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StateCodecTest {

  @ParameterizedTest
  @MethodSource("seeds")
  void readsBackEveryProfileItWrote(long seed) {
    // Given
    var random = new SplittableRandom(seed);
    var profile = new Profile();
    profile.setDue(random.nextBoolean() ? Profile.NEVER : random.nextLong());
    for (int i = random.nextInt(8); i > 0; i--) {
      profile.setFeature(random.nextLong(), feature(random));
      profile.conclude(
          random.nextLong(),
          random.nextBoolean()
              ? new Conclusion.Membership(random.nextInt(1_000), true, random.nextInt(1, 9))
              : new Conclusion.Computed(
                  random.nextInt(), Json.of(BigDecimal.valueOf(random.nextLong(), 3))));
    }

    // When
    var read = Stored.fromBytes(new Stored.Present(profile).toBytes());

    // Then
    assertThat(read)
        .isInstanceOfSatisfying(
            Stored.Present.class,
            present -> {
              assertThat(present.profile().due()).isEqualTo(profile.due());
              assertThat(present.profile().features()).isEqualTo(profile.features());
              assertThat(present.profile().conclusions()).isEqualTo(profile.conclusions());
            });
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void readsBackAllAttributesItWrote(long seed) {
    // Given
    var random = new SplittableRandom(seed);
    var attributes = new Attributes();
    for (int i = random.nextInt(20); i > 0; i--) {
      attributes.setTrait("t" + random.nextInt(9), json(random, 3), random.nextInt(100));
      attributes.addIdentifier(new Identifier("email", "ä" + random.nextInt(9)));
    }

    // When
    var read = Attributes.fromBytes(attributes.toBytes());

    // Then
    assertThat(read.identifiers()).containsExactlyElementsOf(attributes.identifiers());
    for (int i = 0; i < 9; i++) {
      assertThat(read.trait("t" + i)).isEqualTo(attributes.trait("t" + i));
    }
    assertThat(read.toBytes()).isEqualTo(attributes.toBytes());
  }

  @Test
  void refusesBytesThatAreCutOffOrOfAnotherRelease() {
    // Given
    var profile = new Profile();
    profile.setFeature(7, FeatureState.of(1_000, BigDecimal.TEN));
    profile.conclude(9, new Conclusion.Computed(1, Json.of("x")));
    var bytes = new Stored.Present(profile).toBytes();

    // When, Then
    for (int length = 0; length < bytes.length; length++) {
      var cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> Stored.fromBytes(cut)).isInstanceOf(InvalidValue.class);
    }
    bytes[0] = 99;
    assertThatThrownBy(() -> Stored.fromBytes(bytes)).isInstanceOf(InvalidValue.class);
  }

  @Test
  void readsBackWhereAProfileWent() {
    assertThat(Stored.fromBytes(new Stored.Moved("p2").toBytes()))
        .isEqualTo(new Stored.Moved("p2"));
  }

  @Test
  void keepsACountOfThirtyEventsInLessThanTwoHundredBytes() {
    var state = FeatureState.EMPTY;
    for (int i = 0; i < 30; i++) {
      state = state.combined(FeatureState.of(1_700_000_000_000L + i * 3_600_123L, BigDecimal.ZERO));
    }
    var profile = new Profile();
    profile.setFeature(1, state);

    assertThat(new Stored.Present(profile).toBytes()).hasSizeLessThan(200);
  }

  private static FeatureState feature(SplittableRandom random) {
    var state = FeatureState.EMPTY;
    for (int i = random.nextInt(1, 30); i > 0; i--) {
      var amount = BigDecimal.valueOf(random.nextLong(-1_000_000, 1_000_000), random.nextInt(9));
      state = state.combined(FeatureState.of(random.nextLong(253_402_300_799_999L), amount));
    }
    return state;
  }

  private static Json json(SplittableRandom random, int depth) {
    return switch (random.nextInt(depth == 0 ? 4 : 6)) {
      case 0 -> Json.Null.VALUE;
      case 1 -> Json.of(random.nextBoolean());
      case 2 -> Json.of(new BigDecimal(random.nextLong()).movePointLeft(random.nextInt(30)));
      case 3 -> Json.of("é" + random.nextInt());
      case 4 -> Json.arrayOf(json(random, depth - 1), json(random, depth - 1));
      default -> Json.object("k", json(random, depth - 1));
    };
  }

  static LongStream seeds() {
    return LongStream.range(0, 500);
  }
}
