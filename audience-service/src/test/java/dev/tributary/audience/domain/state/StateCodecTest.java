package dev.tributary.audience.domain.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.audience.domain.place.Away;
import dev.tributary.audience.domain.place.Place;
import dev.tributary.audience.domain.timeline.Recent;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
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
      long anchor = random.nextLong(4);
      profile.setFeature(anchor, random.nextLong(), Profiles.feature(random));
      profile.heard(anchor, random.nextLong(1_000));
      profile.conclude(
          random.nextLong(),
          random.nextBoolean()
              ? new Conclusion.Membership(random.nextInt(1_000), true, random.nextInt(1, 9))
              : new Conclusion.Computed(
                  random.nextInt(), Json.of(BigDecimal.valueOf(random.nextLong(), 3))));
    }

    var place = place(random);
    var recent = new Recent(3, 7, 1, new byte[] {1, 2});

    // When
    var read = Stored.fromBytes(new Stored(place, recent, profile).toBytes());

    // Then
    assertThat(read.place()).isEqualTo(place);
    assertThat(read.recent()).usingRecursiveComparison().isEqualTo(recent);
    assertThat(Stored.fromBytes(read.toBytes()).profile().due()).isEqualTo(profile.due());
    Profiles.checkEqual(read.profile(), profile);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void readsBackAllAttributesItWrote(long seed) {
    // Given
    var random = new SplittableRandom(seed);
    var attributes = new Attributes();
    for (int i = random.nextInt(20); i > 0; i--) {
      attributes.setTrait(
          "t" + random.nextInt(9),
          new TraitValue(
              random.nextInt(4),
              random.nextInt(9),
              json(random, 3),
              random.nextInt(100),
              random.nextInt(-9, 9)));
      attributes.addIdentifier(new Identifier("email", "ä" + random.nextInt(9)), i);
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
    profile.setFeature(3, 7, FeatureState.of(1_000, new Payload.Summed(1, BigDecimal.TEN)));
    profile.conclude(9, new Conclusion.Computed(1, Json.of("x")));
    var bytes = new Stored(Place.UNTOLD, Recent.NONE, profile).toBytes();

    // When, Then
    for (int length = 0; length < bytes.length; length++) {
      var cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> Stored.fromBytes(cut).profile()).isInstanceOf(InvalidValue.class);
    }
    bytes[0] = 99;
    assertThatThrownBy(() -> Stored.fromBytes(bytes)).isInstanceOf(InvalidValue.class);
  }

  /** Bytes as the first release wrote them: a count of two in a window, a trait, a merge. */
  @Test
  void readsWhatTheReleaseBeforeSplitsWrote() {
    // Given
    var hex = HexFormat.of();
    var present =
        hex.parseHex(
            "01000000000000000bb8010000000000000007000200d00f010201010000000000000009000205");
    var known = hex.parseHex("010107757365725f69640275310104706c616ea01f040470616964");

    // When
    var profile = Stored.fromBytes(present).profile();
    var attributes = Attributes.fromBytes(known);
    var moved = Stored.fromBytes(hex.parseHex("0101027032"));

    // Then
    assertThat(profile.due()).isEqualTo(3_000);
    assertThat(profile.feature(7).count()).isEqualTo(2);
    assertThat(profile.parts()).containsOnlyKeys(Identifier.NOBODY);
    assertThat(profile.membership(9)).isEqualTo(new Conclusion.Membership(2, true, 5));
    assertThat(attributes.identifiers()).containsExactly(new Identifier("user_id", "u1"));
    assertThat(attributes.trait("plan")).contains(Json.of("paid"));
    assertThat(moved.place().away()).contains(new Away("p2", 0));
    assertThat(moved.recent().isEmpty()).isTrue();
  }

  /** Bytes as the release wrote them that read all states at once: two counted, once merged. */
  @Test
  void readsWhatTheReleaseBeforeLengthsWrote() {
    var bytes =
        HexFormat.of()
            .parseHex(
                "0203000102703201"
                    + "000000000000000000000bb8"
                    + "01000000000000000504"
                    + "010000000000000007000200d00f01d00f01"
                    + "010000000000000009000205");

    var stored = Stored.fromBytes(bytes);
    var again = Stored.fromBytes(stored.toBytes());

    for (var read : List.of(stored, again)) {
      assertThat(read.place()).isEqualTo(new Place(3, List.of(new Away("p2", 1)), false));
      assertThat(read.profile().due()).isEqualTo(3_000);
      assertThat(read.profile().feature(5, 7).times()).containsExactly(1_000, 2_000);
      assertThat(read.profile().parts().get(5L).since()).isEqualTo(4);
      assertThat(read.profile().membership(9)).isEqualTo(new Conclusion.Membership(2, true, 5));
    }
  }

  /**
   * Bytes as the release before pages wrote them: two states, one of them apart, one conclusion.
   */
  @Test
  void readsWhatTheReleaseBeforePagesWrote() {
    var apart = new ApartMap(new ApartStore.Limits(4, 1_000, 1_000));
    apart.writeState(5, 7, HexFormat.of().parseHex("000200d00f01d00f01"));
    var bytes =
        HexFormat.of()
            .parseHex(
                "0303000102703201"
                    + "000000000000000000000bb8"
                    + "01000000000000000504"
                    + "02"
                    + "0000000000000008"
                    + "06000100d00f01"
                    + "000000000000000700"
                    + "010000000000000009000205");

    var stored = Stored.fromBytes(bytes, apart);
    var again = Stored.fromBytes(stored.toBytes(apart), apart);

    for (var read : List.of(stored, again)) {
      assertThat(read.place()).isEqualTo(new Place(3, List.of(new Away("p2", 1)), false));
      assertThat(read.profile().due()).isEqualTo(3_000);
      assertThat(read.profile().feature(5, 7).times()).containsExactly(1_000, 2_000);
      assertThat(read.profile().feature(5, 8).times()).containsExactly(1_000);
      assertThat(read.profile().parts().get(5L).since()).isEqualTo(4);
      assertThat(read.profile().membership(9)).isEqualTo(new Conclusion.Membership(2, true, 5));
    }
    stored.profile().setFeature(5, 7, FeatureState.EMPTY);
    stored.toBytes(apart);
    assertThat(apart.rows()).isZero();
  }

  @Test
  void givesBackAsItCameWhatNobodyAskedFor() {
    var profile = new Profile();
    profile.setFeature(5, 7, FeatureState.of(1_000, Payload.Counted.ONE));
    profile.setFeature(5, 8, FeatureState.of(1_000, Payload.Counted.ONE));
    var read = Stored.fromBytes(new Stored(Place.UNTOLD, Recent.NONE, profile).toBytes());

    read.profile().setFeature(5, 7, read.profile().feature(5, 7).combined(profile.feature(5, 8)));

    var again = Stored.fromBytes(read.toBytes()).profile();
    assertThat(again.feature(7).count()).isEqualTo(2);
    assertThat(again.feature(8)).isEqualTo(profile.feature(8));
  }

  /** Bytes as the release before ties wrote them: an identifier and a trait. */
  @Test
  void readsAttributesOfTheReleaseBeforeTies() {
    var bytes =
        HexFormat.of()
            .parseHex(
                "0201"
                    + "07757365725f6964"
                    + "027531"
                    + "05"
                    + "01"
                    + "04706c616e"
                    + "01"
                    + "0000000000000007"
                    + "03"
                    + "14"
                    + "040470616964");

    var attributes = Attributes.fromBytes(bytes);

    assertThat(attributes.identifiersSince()).containsEntry(new Identifier("user_id", "u1"), 5L);
    assertThat(attributes.trait("plan")).contains(Json.of("paid"));
    assertThat(attributes.setTrait("plan", new TraitValue(7, 3, Json.of("late"), 9, 1))).isFalse();
  }

  private static Place place(SplittableRandom random) {
    var place = new Place(random.nextInt(9), List.of(), random.nextBoolean());
    for (int i = random.nextInt(3); i > 0; i--) {
      place = place.merged(new Away("p" + i, random.nextInt(1, 20)));
    }
    return place;
  }

  @Test
  void keepsACountOfThirtyEventsInLessThanTwoHundredBytes() {
    var state = FeatureState.EMPTY;
    for (int i = 0; i < 30; i++) {
      state =
          state.combined(FeatureState.of(1_700_000_000_000L + i * 3_600_123L, Payload.Counted.ONE));
    }
    var profile = new Profile();
    profile.setFeature(2, 1, state);

    assertThat(new Stored(Place.UNTOLD, Recent.NONE, profile).toBytes()).hasSizeLessThan(200);
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
