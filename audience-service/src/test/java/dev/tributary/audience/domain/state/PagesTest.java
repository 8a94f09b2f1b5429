package dev.tributary.audience.domain.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.platform.domain.InvalidValue;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How a profile is laid out: in one record, in pages, and with large states apart. */
class PagesTest {

  @Test
  void writesLargeStatesApartAndOnlyWhenTheyChange() {
    // Given: a large state, a small one, and one of another anchor
    var apart = new ApartMap(new ApartStore.Limits(20, 1_000, 1_000));
    var profile = new Profile();
    profile.setFeature(5, 7, Profiles.times(50));
    profile.setFeature(5, 8, Profiles.times(1));
    profile.setFeature(6, 7, Profiles.times(40));
    var bytes = Profiles.stored(profile).toBytes(apart);
    assertThat(apart.states.keySet()).containsExactlyInAnyOrder("5/7", "6/7");
    assertThat(bytes.length).isLessThan(120);
    apart.written = 0;

    // When: the small one changes
    var stored = Stored.fromBytes(bytes, apart);
    stored.profile().setFeature(5, 8, Profiles.times(2));
    bytes = stored.toBytes(apart);

    // Then
    assertThat(apart.written).isZero();
    assertThat(apart.read).isZero();
    var again = Stored.fromBytes(bytes, apart).profile();
    assertThat(again.feature(7).count()).isEqualTo(90);
    assertThat(again.feature(5, 8).count()).isEqualTo(2);
    assertThat(Stored.fromBytes(Profiles.stored(again).toBytes()).profile().feature(5, 7))
        .isEqualTo(Profiles.times(50));
  }

  @Test
  void dropsWhatIsApartNoMore() {
    var apart = new ApartMap(new ApartStore.Limits(20, 1_000, 1_000));
    var profile = new Profile();
    profile.setFeature(5, 7, Profiles.times(50));
    profile.setFeature(6, 7, Profiles.times(40));
    profile.setFeature(6, 8, Profiles.times(30));
    var bytes = Profiles.stored(profile).toBytes(apart);

    // When: one shrinks, and a split takes the other anchor along
    var stored = Stored.fromBytes(bytes, apart);
    stored.profile().setFeature(5, 7, Profiles.times(1));
    var taken = stored.profile().take((anchor, _) -> anchor == 6);
    bytes = stored.toBytes(apart);

    // Then: what was taken is whole, though nothing is left of it here
    assertThat(apart.rows()).isZero();
    assertThat(Stored.fromBytes(bytes, apart).profile().feature(7)).isEqualTo(Profiles.times(1));
    var travelled = Stored.fromBytes(Profiles.stored(taken).toBytes()).profile();
    assertThat(travelled.feature(6, 7)).isEqualTo(Profiles.times(40));
    assertThat(travelled.feature(6, 8)).isEqualTo(Profiles.times(30));
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
        var state = shrinks ? FeatureState.EMPTY : Profiles.feature(random);
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
        Profiles.checkEqual(
            stored.profile().take((anchor, _) -> anchor == gone),
            expected.take((anchor, _) -> anchor == gone));
      }
      bytes = stored.toBytes(apart);
      assertThat(stored.toBytes(apart)).isEqualTo(bytes);
      Profiles.checkEqual(stored.profile(), expected);
      Profiles.checkEqual(Stored.fromBytes(bytes, apart).profile(), expected);
      checkRows(Stored.fromBytes(bytes, apart).profile(), apart);
    }
    Profiles.checkEqual(
        Stored.fromBytes(Stored.fromBytes(bytes, apart).toBytes()).profile(), expected);
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
      profile.setFeature(5, id, Profiles.times(2));
      profile.conclude(id + 1, new Conclusion.Membership(1, true, 9));
    }
    var bytes = Profiles.stored(profile).toBytes(apart);
    assertThat(apart.pages).hasSizeBetween(30, 60);
    assertThat(bytes.length).isLessThan(1_000);
    apart.written = 0;

    // When: an event touches one of each, and comes again
    for (int i = 0; i < 2; i++) {
      var stored = Stored.fromBytes(bytes, apart);
      stored.profile().setFeature(5, ids[7], Profiles.times(3 + i));
      assertThat(stored.profile().membership(ids[8] + 1).member()).isTrue();
      bytes = stored.toBytes(apart);
    }

    // Then
    assertThat(apart.read).isEqualTo(4);
    assertThat(apart.written).isEqualTo(2);
    assertThat(Stored.fromBytes(bytes, apart).profile().feature(ids[7]))
        .isEqualTo(Profiles.times(4));
  }

  @Test
  void isOneRecordAgainWhenLittleIsLeft() {
    var apart = new ApartMap(new ApartStore.Limits(128, 400, 100));
    var profile = new Profile();
    for (long id = 0; id < 100; id++) {
      profile.setFeature(5, id, Profiles.times(1));
    }
    var bytes = Profiles.stored(profile).toBytes(apart);
    assertThat(apart.pages).hasSizeGreaterThan(10);
    var stored = Stored.fromBytes(bytes, apart);
    for (long id = 3; id < 100; id++) {
      stored.profile().setFeature(5, id, FeatureState.EMPTY);
    }

    bytes = stored.toBytes(apart);

    assertThat(apart.pages).isEmpty();
    Profiles.checkEqual(Stored.fromBytes(bytes).profile(), stored.profile());
  }

  @Test
  void foretellsOfEachPageWhenTimeAloneChangesIt() {
    var apart = new ApartMap(new ApartStore.Limits(128, 40, 100));
    var profile = new Profile();
    for (long id = 0; id < 100; id++) {
      profile.setFeature(5, id, Profiles.times(1), 1_000 + id);
    }
    profile.pages().forEach(page -> page.setDue(Profile.NEVER));
    var stored = Stored.fromBytes(Profiles.stored(profile).toBytes(apart), apart);
    assertThat(stored.profile().pages()).hasSizeGreaterThan(10);
    assertThat(stored.profile().pages()).allMatch(page -> page.due() == Profile.NEVER);
    stored.profile().setFeature(5, 50, Profiles.times(2), 7_000);
    stored.profile().setFeature(5, 99, Profiles.times(2));

    var read = Stored.fromBytes(stored.toBytes(apart), apart).profile();

    assertThat(read.pages().stream().map(Page::due).distinct())
        .containsExactly(Profile.NEVER, 7_000L, Page.ALWAYS);
    assertThat(apart.read).isEqualTo(2);
  }

  /** One page grows until it is cut, while anything may be wrong with the other. */
  @Test
  void writesNothingWhereAPageIsDamaged() {
    int refused = 0;
    var limits = new ApartStore.Limits(20, 200, 100);
    var profile = new Profile();
    for (long id = 0; id < 40; id++) {
      profile.setFeature(5, id, Profiles.times(1));
      profile.setFeature(6, id, Profiles.times(1));
      profile.conclude(id, new Conclusion.Membership(1, true, 9));
    }
    var sound = new ApartMap(limits);
    var bytes = Profiles.stored(profile).toBytes(sound);
    long last = sound.pages.keySet().stream().mapToLong(page -> page).max().orElseThrow();
    int size = sound.pages.get(last).length - Long.BYTES;
    for (int i = 0; i < 8 * size; i++) {
      int at = Long.BYTES + i / 8;
      var apart = new ApartMap(limits);
      apart.pages.putAll(sound.pages);
      apart.pages.compute(last, (_, row) -> row.clone())[at] ^= (byte) (1 << i % 8);
      var stored = Stored.fromBytes(bytes, apart);
      try {
        for (long id = 0; id < 3; id++) {
          stored.profile().setFeature(7, id, Profiles.times(2));
        }
        stored.profile().setFeature(7, 39, Profiles.times(50));
        stored.toBytes(apart);
      } catch (InvalidValue _) {
        refused++;
        assertThat(apart.written).as("damage at " + at).isZero();
        assertThat(apart.pages).containsOnlyKeys(sound.pages.keySet());
      }
    }
    assertThat(refused).isGreaterThan(20);
  }

  static LongStream seeds() {
    return LongStream.range(0, 500);
  }
}
