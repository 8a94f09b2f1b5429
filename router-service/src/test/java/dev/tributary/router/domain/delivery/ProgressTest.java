package dev.tributary.router.domain.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressTest {

  @Test
  void staysBehindTheLowestOpenOffset() {
    // Given
    var progress = Progress.from(10, "");
    LongStream.range(10, 15).forEach(progress::take);

    // When
    progress.settle(11);
    progress.settle(14);

    // Then
    assertThat(progress.position()).isEqualTo(10);
    progress.settle(10);
    assertThat(progress.position()).isEqualTo(12);
    progress.settle(12);
    progress.settle(13);
    assertThat(progress.position()).isEqualTo(15);
    assertThat(progress.note()).isEmpty();
  }

  @Test
  void tellsASuccessorWhatIsSettledAboveThePosition() {
    // Given: one delivery is retried for hours while a million others go through
    var progress = Progress.from(0, "");
    progress.take(0);
    LongStream.rangeClosed(1, 1_000_000).forEach(progress::skip);
    progress.take(1_000_001);

    // When
    var successor = Progress.from(progress.position(), progress.note());

    // Then
    assertThat(progress.position()).isZero();
    assertThat(progress.note().length()).isLessThan(30);
    assertThat(successor.wasSettled(0)).isFalse();
    assertThat(successor.wasSettled(1)).isTrue();
    assertThat(successor.wasSettled(1_000_000)).isTrue();
    assertThat(successor.wasSettled(1_000_001)).isFalse();
    assertThat(successor.wasSettled(1_000_002)).isFalse();
  }

  @Test
  void neverWritesANoteThatABrokerWouldRefuse() {
    // Given: more gaps than fit
    var progress = Progress.from(0, "");
    LongStream.range(0, 100_000).forEach(progress::take);
    LongStream.range(0, 100_000).filter(offset -> offset % 3 != 0).forEach(progress::settle);

    // When
    var note = progress.note();

    // Then
    assertThat(note.length()).isLessThan(4_096);
    var successor = Progress.from(progress.position(), note);
    assertThat(LongStream.range(0, 100_000).filter(successor::wasSettled).count()).isPositive();
    assertThat(LongStream.range(0, 100_000).filter(successor::wasSettled))
        .allMatch(offset -> offset % 3 != 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "1:", "1:!!", "1:gICA", "2:AAAA", "1:////////////////"})
  void takesANoteItCannotReadForNothingSettled(String note) {
    var progress = Progress.from(5, note);
    assertThat(LongStream.range(5, 25).anyMatch(progress::wasSettled)).isFalse();
  }

  @Test
  void refusesToTakeAnOffsetTwice() {
    var progress = Progress.from(0, "");
    progress.take(0);
    assertThatThrownBy(() -> progress.take(0)).isInstanceOf(IllegalArgumentException.class);
  }

  /**
   * Against a naive model, over crashes: whatever the order of completions, the position never
   * passes an open offset, nothing is left out, and nothing that a commit told of is read again.
   */
  @ParameterizedTest
  @MethodSource("seeds")
  void losesNothingAndRepeatsOnlyWhatWasNotCommitted(long seed) {
    // Given
    var model = new Model(new SplittableRandom(seed));

    // When
    while (!model.runUntilCrashOrEnd()) {
      model.crashes++;
    }

    // Then
    assertThat(model.delivered).isEqualTo(model.records);
  }

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  /** A partition, what of it was delivered, and what of that a commit told of. */
  private static final class Model {

    private final SplittableRandom random;
    private final Set<Long> records = new TreeSet<>();
    private final Set<Long> delivered = new TreeSet<>();
    private Set<Long> toldOf = Set.of();
    private long position;
    private String note = "";
    private int crashes;

    Model(SplittableRandom random) {
      this.random = random;
      LongStream.range(0, 150)
          .filter(_ -> random.nextInt(10) > 0) // the rest holds transaction markers
          .forEach(records::add);
    }

    /** One reader's life; true if it came to the end of the partition. */
    boolean runUntilCrashOrEnd() {
      var progress = Progress.from(position, note);
      var unread = new ArrayDeque<>(records.stream().filter(at -> at >= position).toList());
      var open = new ArrayList<Long>();
      var known = new TreeSet<>(toldOf); // by this reader, from its predecessor's commit on
      var told = Set.copyOf(toldOf);
      while (!unread.isEmpty() || !open.isEmpty()) {
        int dice = random.nextInt(100);
        if (dice < 40 && !unread.isEmpty()) {
          long next = unread.remove();
          assertThat(progress.wasSettled(next)).isEqualTo(told.contains(next));
          read(progress, next, open);
        } else if (dice < 80 && !open.isEmpty()) {
          long done = open.remove(random.nextInt(open.size()));
          delivered.add(done);
          known.add(done);
          progress.settle(done);
        } else if (dice < 90) {
          position = progress.position();
          note = progress.note();
          toldOf = Set.copyOf(known);
        } else if (dice < 91 && crashes < 20) {
          return false;
        }
        long lowest = open.stream().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE);
        assertThat(progress.position()).isLessThanOrEqualTo(lowest);
      }
      return true;
    }

    private void read(Progress progress, long offset, List<Long> open) {
      if (progress.wasSettled(offset)) {
        progress.skip(offset);
      } else {
        progress.take(offset);
        open.add(offset);
      }
    }
  }
}
