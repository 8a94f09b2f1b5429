package dev.tributary.router.domain.debounce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.router.domain.delivery.CommitNote;
import dev.tributary.router.domain.delivery.ProgressNote;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WaitingTest {

  private static final long SECOND = 1_000;
  private static final int ROOM = 3_000;
  private static final Rules TEN_SECONDS = rules(1, 10);
  private static final ValueId ID = new ValueId(0, 1); // its intervals begin at full ten seconds
  private static final ValueId OTHER = new ValueId(0, 2);

  private final Waiting waiting = fresh(TEN_SECONDS);

  @Test
  void tellsOfAnIntervalTheNewestOnlyWhenItIsOver() {
    // When
    assertThat(add(1, ID, 11 * SECOND)).isEmpty();
    assertThat(add(2, ID, 19 * SECOND)).extracting(WaitingValue::offset).containsExactly(1L);
    assertThat(add(3, OTHER, 12 * SECOND)).isEmpty();
    assertThat(add(4, ID, 20 * SECOND)).isEmpty();

    // Then
    assertThat(dueAt(20 * SECOND + Waiting.GRACE_MILLIS - 1)).isEmpty();
    assertThat(dueAt(20 * SECOND + Waiting.GRACE_MILLIS)).containsExactly(2L, 3L);
    assertThat(dueAt(30 * SECOND + Waiting.GRACE_MILLIS)).containsExactly(2L, 3L, 4L);
  }

  @Test
  void takesTheNewestByTheStreamInWhicheverOrderItHearsOfThem() {
    add(2, ID, 19 * SECOND);
    assertThat(add(1, ID, 11 * SECOND)).extracting(WaitingValue::offset).containsExactly(1L);
    assertThat(waiting.holds(2)).isTrue();
    assertThat(waiting.holds(1)).isFalse();
  }

  @Test
  void tellsALateOneOnceWhatStoodBehindItHasBeenRead() {
    // Given: a reader an hour behind, with 100 records before it
    long now = 3_600 * SECOND;
    waiting.add(value(1, ID, 11 * SECOND), now);
    waiting.read(2, 100, now);
    assertThat(waiting.due(10)).isEmpty();

    // When
    waiting.add(value(50, ID, 12 * SECOND), now);
    waiting.read(99, 140, now + 1);
    assertThat(waiting.due(10)).isEmpty();
    waiting.read(100, 200, now + 2);

    // Then: though the end has moved on in the meantime
    assertThat(waiting.due(10)).containsExactly(50L);
  }

  @Test
  void keepsNoneWaitingBecauseAClockGoesAhead() {
    waiting.add(value(1, ID, 999_999 * SECOND), 5 * SECOND);
    assertThat(dueAt(15 * SECOND + Waiting.GRACE_MILLIS)).containsExactly(1L);
  }

  @Test
  void letsANewerOneTakeThePlaceOfOneThatIsDueButNotTold() {
    add(1, ID, 11 * SECOND);
    assertThat(dueAt(30 * SECOND)).containsExactly(1L);
    assertThat(add(2, ID, 12 * SECOND)).extracting(WaitingValue::offset).containsExactly(1L);
  }

  @Test
  void handsOutNoMoreThanAskedForAndOldestDueFirst() {
    add(1, ID, 21 * SECOND);
    add(2, OTHER, 11 * SECOND);
    waiting.read(3, 3, 60 * SECOND);
    assertThat(waiting.due(1)).containsExactly(2L);
    assertThat(waiting.due(0)).isEmpty();
  }

  @Test
  void tellsItsSuccessorWhatWaitsAndWhatIsUnderWayAndNothingElse() {
    // Given: of five records 2 is superseded, 3 under way, 4 told, 1 and 5 wait
    add(1, ID, 11 * SECOND);
    add(2, OTHER, 11 * SECOND);
    add(3, OTHER, 12 * SECOND);
    add(4, ID, 41 * SECOND);
    add(5, ID, 51 * SECOND);
    waiting.tell(3);
    waiting.tell(4);
    waiting.settle(4);

    // When
    var next = Waiting.from(6, "", waiting.note(6, ROOM), TEN_SECONDS);

    // Then
    assertThat(next.isCatchingUp()).isTrue();
    assertThat(next.caughtUpTo()).isEqualTo(1);
    assertThat(next.catchUpEnd()).isEqualTo(6);
    assertThat(waited(next, 1, 6)).containsExactly(1L, 3L, 5L);
  }

  @Test
  void leavesToItsReaderWhatThatTakesByItself() {
    // Given: the reader's position is 3, and of those above it 4 was settled and 3 and 5 were not
    add(1, ID, 11 * SECOND);
    add(4, ID, 21 * SECOND);
    var reader = new ProgressNote(3, 6, offsets(3, 5));

    // When
    var next = Waiting.from(3, reader.text(), waiting.note(6, ROOM), TEN_SECONDS);

    // Then
    assertThat(waited(next, 1, 8)).containsExactly(1L, 4L);
  }

  @Test
  void hasNothingDueBeforeItIsThroughWithWhatIsToBeReadAgain() {
    // Given
    add(1, ID, 11 * SECOND);
    add(2, OTHER, 11 * SECOND);
    var next = Waiting.from(3, "", waiting.note(3, ROOM), TEN_SECONDS);
    next.add(value(1, ID, 11 * SECOND), 60 * SECOND);
    next.caughtUpTo(2);
    next.read(3, 3, 61 * SECOND);
    assertThat(next.due(10)).isEmpty();

    // When
    next.add(value(2, OTHER, 11 * SECOND), 60 * SECOND);
    next.caughtUpTo(3);

    // Then
    assertThat(next.due(10)).containsExactly(1L, 2L);
  }

  @Test
  void keepsThePredecessorsWordWhereItHasNotReadAgainYet() {
    // Given
    add(1, ID, 11 * SECOND);
    add(2, OTHER, 11 * SECOND);
    add(3, OTHER, 12 * SECOND);
    var second = Waiting.from(4, "", waiting.note(4, ROOM), TEN_SECONDS);
    second.add(value(1, ID, 11 * SECOND), 60 * SECOND);
    second.caughtUpTo(2);

    // When
    var third = Waiting.from(4, "", second.note(4, ROOM), TEN_SECONDS);

    // Then
    assertThat(waited(third, 1, 4)).containsExactly(1L, 3L);
  }

  @Test
  void readsMoreAgainWhereTheNoteHadNoRoomForAll() {
    // Given: 100 wait, and the note has room for a few
    for (long offset = 0; offset < 100; offset++) {
      add(2 * offset, new ValueId(0, offset), 11 * SECOND);
    }
    var note = waiting.note(200, 80);
    assertThat(note.length()).isLessThanOrEqualTo(80);

    // When
    var next = Waiting.from(200, "", note, TEN_SECONDS);

    // Then: all that waited, and above those the note names also what never was to wait
    assertThat(waited(next, 0, 200)).hasSizeBetween(110, 199).contains(0L, 2L, 100L, 198L);
  }

  @Test
  void putsWhatWaitsIntoTheIntervalsOfOtherRules() {
    // Given
    add(1, ID, 11 * SECOND);
    add(2, ID, 21 * SECOND);
    add(3, ID, 31 * SECOND);

    // When: a minute instead of ten seconds
    var superseded = waiting.follow(rules(2, 60), 4, 35 * SECOND);

    // Then
    assertThat(superseded).extracting(WaitingValue::offset).containsExactlyInAnyOrder(1L, 2L);
    assertThat(dueAt(59 * SECOND)).isEmpty();
    assertThat(dueAt(60 * SECOND + Waiting.GRACE_MILLIS)).containsExactly(3L);
  }

  @Test
  void tellsTheNewestAtOnceWhereTheDebounceIsTakenOut() {
    // Given
    add(1, ID, 11 * SECOND);
    add(2, ID, 21 * SECOND);
    var rules = new Rules(2, Map.of("t", new Telling.AtOnce()));

    // When
    var superseded = waiting.follow(rules, 3, 22 * SECOND);

    // Then
    assertThat(superseded).extracting(WaitingValue::offset).containsExactly(1L);
    assertThat(dueAt(22 * SECOND)).containsExactly(2L);
  }

  @Test
  void readsEveryTraitAgainWhereTheRulesChangedAndTheNoteCannotNameAll() {
    // Given
    for (long offset = 0; offset < 100; offset++) {
      add(offset, new ValueId(0, offset), 11 * SECOND);
    }
    var note = waiting.note(100, 60);
    var atOnce = new Rules(2, Map.of("t", new Telling.AtOnce()));

    // Then: what the note does not name waited under the old rules, for all the new ones know
    assertThat(waited(Waiting.from(100, "", note, atOnce), 0, 100)).hasSize(100);
    var same = new Rules(1, Map.of("t", new Telling.AtOnce()));
    assertThat(waited(Waiting.from(100, "", note, same), 0, 100)).hasSizeLessThan(50);
  }

  @Test
  void doesNotSayThatAllCameUnderItsRulesBeforeThatIsSo() {
    // Given: 100 wait under old rules, of which the new ones debounce none
    for (long offset = 0; offset < 100; offset++) {
      add(offset, new ValueId(0, offset), 11 * SECOND);
    }
    var atOnce = new Rules(2, Map.of("t", new Telling.AtOnce()));
    waiting.follow(atOnce, 100, 12 * SECOND);

    // When: a crash comes before they are told
    var next = Waiting.from(100, "", waiting.note(100, 60), atOnce);

    // Then
    assertThat(waited(next, 0, 100)).hasSize(100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "1,2", "x,2,", "1,-2,1:AA", "99999999999999999999,1,"})
  void saysThatNothingWaitsWhereANoteIsEmptyOrDamaged(String note) {
    assertThat(Waiting.from(7, "", note, TEN_SECONDS).isCatchingUp()).isFalse();
  }

  @Test
  void tellsNoOlderValueAfterOneThatDidNotWait() {
    // Given: of one value the first interval's waits, of another a newer one than is told
    add(1, ID, 11 * SECOND);
    add(9, OTHER, 11 * SECOND);

    // When, Then: there was no place for a newer one, or the debounce was taken out
    assertThat(waiting.overtake(value(5, ID, 21 * SECOND)))
        .extracting(WaitingValue::offset)
        .containsExactly(1L);
    assertThat(waiting.overtake(value(5, OTHER, 21 * SECOND))).isEmpty();
    assertThat(waiting.holds(1)).isFalse();
    assertThat(waiting.holds(9)).isTrue();
    assertThat(waiting.size()).isEqualTo(1);
  }

  /** A delivery that is open holds the position back; all above it was told at once, and once. */
  @Test
  void readsNothingAgainWhereNothingWaitedHoweverFarTheReaderWas() {
    var open = new TreeSet<>(List.of(7L));
    var next = Waiting.from(7, new ProgressNote(7, 100, open).text(), "", TEN_SECONDS);

    assertThat(next.isCatchingUp()).isFalse();
  }

  @Test
  void addsNothingToACommitWhereNothingWaits() {
    add(1, ID, 11 * SECOND);
    waiting.settle(1);
    assertThat(waiting.note(2, ROOM)).isEmpty();
    assertThat(new CommitNote("1:AA", "").text()).isEqualTo("1:AA");
    assertThat(CommitNote.read("1:AA")).isEqualTo(new CommitNote("1:AA", ""));
    assertThat(CommitNote.read(new CommitNote("1:AA", "3,4,").text()))
        .isEqualTo(new CommitNote("1:AA", "3,4,"));
  }

  private List<WaitingValue> add(long offset, ValueId id, long at) {
    return waiting.add(value(offset, id, at), at);
  }

  private List<Long> dueAt(long millis) {
    waiting.read(1_000, 1_000, millis);
    return waiting.due(100);
  }

  private static List<Long> waited(Waiting waiting, long from, long to) {
    return offsetsBetween(from, to).stream().filter(at -> waiting.waited(at, "t")).toList();
  }

  private static List<Long> offsetsBetween(long from, long to) {
    return LongStream.range(from, to).boxed().toList();
  }

  private static SortedSet<Long> offsets(long... offsets) {
    var set = new TreeSet<Long>();
    for (long offset : offsets) {
      set.add(offset);
    }
    return set;
  }

  private static WaitingValue value(long offset, ValueId id, long at) {
    return new WaitingValue(id, "t", offset, at);
  }

  private static Rules rules(long version, long seconds) {
    var debounce = new Debounce(Duration.ofSeconds(seconds));
    return new Rules(version, Map.of("t", new Telling.Debounced(debounce)));
  }

  private static Waiting fresh(Rules rules) {
    return Waiting.from(0, "", "", rules);
  }
}
