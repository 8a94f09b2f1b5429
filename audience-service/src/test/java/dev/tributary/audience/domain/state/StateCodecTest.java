package dev.tributary.audience.domain.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.audience.domain.place.Away;
import dev.tributary.audience.domain.place.Place;
import dev.tributary.audience.domain.timeline.Recent;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
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
      profile.setFeature(anchor, random.nextLong(), feature(random));
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
    checkEqual(read.profile(), profile);
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

  @Test
  void writesLargeStatesApartAndOnlyWhenTheyChange() {
    // Given: a large state, a small one, and one of another anchor
    var apart = new ApartMap(new ApartStore.Limits(20, 1_000, 1_000));
    var profile = new Profile();
    profile.setFeature(5, 7, times(50));
    profile.setFeature(5, 8, times(1));
    profile.setFeature(6, 7, times(40));
    var bytes = stored(profile).toBytes(apart);
    assertThat(apart.states.keySet()).containsExactlyInAnyOrder("5/7", "6/7");
    assertThat(bytes.length).isLessThan(120);
    apart.written = 0;

    // When: the small one changes
    var stored = Stored.fromBytes(bytes, apart);
    stored.profile().setFeature(5, 8, times(2));
    bytes = stored.toBytes(apart);

    // Then
    assertThat(apart.written).isZero();
    assertThat(apart.read).isZero();
    var again = Stored.fromBytes(bytes, apart).profile();
    assertThat(again.feature(7).count()).isEqualTo(90);
    assertThat(again.feature(5, 8).count()).isEqualTo(2);
    assertThat(Stored.fromBytes(stored(again).toBytes()).profile().feature(5, 7))
        .isEqualTo(times(50));
  }

  @Test
  void dropsWhatIsApartNoMore() {
    var apart = new ApartMap(new ApartStore.Limits(20, 1_000, 1_000));
    var profile = new Profile();
    profile.setFeature(5, 7, times(50));
    profile.setFeature(6, 7, times(40));
    profile.setFeature(6, 8, times(30));
    var bytes = stored(profile).toBytes(apart);

    // When: one shrinks, and a split takes the other anchor along
    var stored = Stored.fromBytes(bytes, apart);
    stored.profile().setFeature(5, 7, times(1));
    var taken = stored.profile().take((anchor, _) -> anchor == 6);
    bytes = stored.toBytes(apart);

    // Then: what was taken is whole, though nothing is left of it here
    assertThat(apart.rows()).isZero();
    assertThat(Stored.fromBytes(bytes, apart).profile().feature(7)).isEqualTo(times(1));
    var travelled = Stored.fromBytes(stored(taken).toBytes()).profile();
    assertThat(travelled.feature(6, 7)).isEqualTo(times(40));
    assertThat(travelled.feature(6, 8)).isEqualTo(times(30));
  }

  /** Beside one that is never laid out: anything is done to both, in one record and in pages. */
  @ParameterizedTest
  @MethodSource("seeds")
  void isTheSameProfileHoweverItIsLaidOut(long seed) {
    var random = new SplittableRandom(seed);
    int page = random.nextInt(1, 200);
    var apart = new ApartMap(new ApartStore.Limits(random.nextInt(200), 2 * page, page));
    var expected = new Profile();
    var bytes = Stored.untold().toBytes(apart);
    for (int round = 0; round < 30; round++) {
      var stored = Stored.fromBytes(bytes, apart);
      boolean shrinks = random.nextInt(4) == 0;
      for (int i = random.nextInt(8); i > 0; i--) {
        long anchor = random.nextLong(3);
        long id = random.nextLong(-20, 20) << 58;
        var state = shrinks ? FeatureState.EMPTY : feature(random);
        var conclusion = new Conclusion.Membership(round + 1, random.nextBoolean(), 0);
        for (var each : List.of(expected, stored.profile())) {
          each.setFeature(anchor, id, state);
          each.heard(anchor, round);
          if (anchor == 0) {
            each.conclude(id + 1, conclusion);
          }
        }
      }
      if (random.nextInt(10) == 0) {
        long gone = random.nextLong(3);
        checkEqual(
            stored.profile().take((anchor, _) -> anchor == gone),
            expected.take((anchor, _) -> anchor == gone));
      }
      bytes = stored.toBytes(apart);
      assertThat(stored.toBytes(apart)).isEqualTo(bytes);
      checkEqual(stored.profile(), expected);
      checkEqual(Stored.fromBytes(bytes, apart).profile(), expected);
      checkRows(Stored.fromBytes(bytes, apart).profile(), apart);
    }
    checkEqual(Stored.fromBytes(Stored.fromBytes(bytes, apart).toBytes()).profile(), expected);
  }

  /** No row is left over, and none is larger than it need be. */
  private static void checkRows(Profile profile, ApartMap apart) {
    var pages = profile.pages();
    assertThat(pages.stream().filter(page -> !page.isInside()).map(Page::number))
        .containsExactlyInAnyOrderElementsOf(apart.pages.keySet());
    for (var page : pages) {
      if (!page.isInside() && page.content().sizes().size() > 1) {
        int most = 4 * (apart.limits().state() + 30); // of one number
        assertThat(page.bytes().length).isLessThanOrEqualTo(apart.limits().page() + most);
      }
    }
    var large = new ArrayList<String>();
    for (var page : pages) {
      for (var spot : page.states()) {
        if (profile.feature(spot.anchor(), spot.feature()).bytes() > apart.limits().state()) {
          large.add(spot.anchor() + "/" + spot.feature());
        }
      }
    }
    assertThat(apart.states.keySet()).containsExactlyInAnyOrderElementsOf(large);
  }

  @Test
  void readsAndWritesOfALargeProfileOnlyWhatIsTouched() {
    // Given: a thousand states and conclusions
    var apart = new ApartMap(new ApartStore.Limits(128, 4_096, 1_024));
    var random = new SplittableRandom(3);
    var profile = new Profile();
    var ids = random.longs(1_000).toArray();
    for (long id : ids) {
      profile.setFeature(5, id, times(2));
      profile.conclude(id + 1, new Conclusion.Membership(1, true, 9));
    }
    var bytes = stored(profile).toBytes(apart);
    assertThat(apart.pages).hasSizeBetween(30, 60);
    assertThat(bytes.length).isLessThan(1_000);
    apart.written = 0;

    // When: an event touches one of each, and comes again
    for (int i = 0; i < 2; i++) {
      var stored = Stored.fromBytes(bytes, apart);
      stored.profile().setFeature(5, ids[7], times(3 + i));
      assertThat(stored.profile().membership(ids[8] + 1).member()).isTrue();
      bytes = stored.toBytes(apart);
    }

    // Then
    assertThat(apart.read).isEqualTo(4);
    assertThat(apart.written).isEqualTo(2);
    assertThat(Stored.fromBytes(bytes, apart).profile().feature(ids[7])).isEqualTo(times(4));
  }

  @Test
  void isOneRecordAgainWhenLittleIsLeft() {
    var apart = new ApartMap(new ApartStore.Limits(128, 400, 100));
    var profile = new Profile();
    for (long id = 0; id < 100; id++) {
      profile.setFeature(5, id, times(1));
    }
    var bytes = stored(profile).toBytes(apart);
    assertThat(apart.pages).hasSizeGreaterThan(10);
    var stored = Stored.fromBytes(bytes, apart);
    for (long id = 3; id < 100; id++) {
      stored.profile().setFeature(5, id, FeatureState.EMPTY);
    }

    bytes = stored.toBytes(apart);

    assertThat(apart.pages).isEmpty();
    checkEqual(Stored.fromBytes(bytes).profile(), stored.profile());
  }

  @Test
  void foretellsOfEachPageWhenTimeAloneChangesIt() {
    var apart = new ApartMap(new ApartStore.Limits(128, 40, 100));
    var profile = new Profile();
    for (long id = 0; id < 100; id++) {
      profile.setFeature(5, id, times(1), 1_000 + id);
    }
    profile.pages().forEach(page -> page.setDue(Profile.NEVER));
    var stored = Stored.fromBytes(stored(profile).toBytes(apart), apart);
    assertThat(stored.profile().pages()).hasSizeGreaterThan(10);
    assertThat(stored.profile().pages()).allMatch(page -> page.due() == Profile.NEVER);
    stored.profile().setFeature(5, 50, times(2), 7_000);
    stored.profile().setFeature(5, 99, times(2));

    var read = Stored.fromBytes(stored.toBytes(apart), apart).profile();

    assertThat(read.pages().stream().map(Page::due).distinct())
        .containsExactly(Profile.NEVER, 7_000L, Page.ALWAYS);
    assertThat(apart.read).isEqualTo(2);
  }

  private static Stored stored(Profile profile) {
    return new Stored(Place.UNTOLD, Recent.NONE, profile);
  }

  private static void checkEqual(Profile one, Profile other) {
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

  private static FeatureState times(int count) {
    var state = FeatureState.EMPTY;
    for (int i = 0; i < count; i++) {
      state =
          state.combined(FeatureState.of(1_700_000_000_000L + i * 3_600_123L, Payload.Counted.ONE));
    }
    return state;
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

  private static FeatureState feature(SplittableRandom random) {
    var state = FeatureState.EMPTY;
    int kind = random.nextInt(7);
    for (int i = random.nextInt(1, 30); i > 0; i--) {
      long at = random.nextLong(253_402_300_799_999L);
      state = state.combined(FeatureState.of(at, Payloads.of(kind, at, random)));
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
