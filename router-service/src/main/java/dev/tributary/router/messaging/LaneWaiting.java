package dev.tributary.router.messaging;

import dev.tributary.router.domain.debounce.Rules;
import dev.tributary.router.domain.debounce.Waiting;
import dev.tributary.router.domain.debounce.WaitingValue;
import dev.tributary.router.domain.delivery.CommitNote;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The values that wait in each of a lane's partitions of {@code changes}: of each what it takes to
 * find it again, not the record. Bounded: a value for which there is no place is told at once.
 * Touched under the lane's lock only.
 */
final class LaneWaiting {

  /** Most that are read again in one go. */
  private static final int MOST_AT_ONCE = 200;

  private static final Recall NOTHING = new Recall.Nothing();

  private final Map<TopicPartition, Waiting> partitions = new HashMap<>();
  private final int most;
  private final int mostUnderWay;
  private Rules rules;
  private boolean rangeNext;

  /** Whose turn it was last. */
  private @Nullable TopicPartition last;

  /**
   * For a lane without partitions.
   *
   * @param most values that may wait
   * @param mostUnderWay of those that were due; the rest of the backlog is for others
   */
  LaneWaiting(int most, int mostUnderWay, Rules rules) {
    this.most = most;
    this.mostUnderWay = mostUnderWay;
    this.rules = rules;
  }

  void assign(TopicPartition partition, long position, CommitNote note) {
    partitions.put(partition, Waiting.from(position, note.progress(), note.waiting(), rules));
  }

  /** Forgets partitions; returns how many values waited there. */
  int remove(Collection<TopicPartition> gone) {
    return gone.stream()
        .map(partitions::remove)
        .mapToInt(waiting -> waiting == null ? 0 : waiting.size())
        .sum();
  }

  /** Null where the partition is not this lane's. */
  @Nullable Waiting of(TopicPartition partition) {
    return partitions.get(partition);
  }

  /** Whether there is a place for a value, be it another's that it supersedes. */
  boolean hasPlaceFor(Waiting waiting, WaitingValue value) {
    return size() < most || waiting.hasPlaceFor(value);
  }

  /** Follows other rules; returns how many values need not be told any more. */
  int follow(Rules next, LanePositions positions, long nowMillis) {
    if (next.version() == rules.version()) {
      return 0;
    }
    rules = next;
    int superseded = 0;
    for (var entry : partitions.entrySet()) {
      long read = positions.next(entry.getKey());
      superseded += entry.getValue().follow(next, read, nowMillis).size();
    }
    return superseded;
  }

  /** Where the lane's reader is in each partition, and where that ends. */
  void read(Map<TopicPartition, Reach> reached, long nowMillis) {
    reached.forEach((partition, reach) -> {
      var waiting = partitions.get(partition);
      if (waiting != null) {
        waiting.read(reach.next(), reach.end(), nowMillis);
      }
    });
  }

  /**
   * What is to be read again now, where the backlog has room for what comes of it. Ranges and what
   * is due take turns, and of what is due the oldest comes first; but no partition comes twice
   * while another has something, for one of them may not be readable just now. So none starves
   * another.
   */
  Recall recall(boolean room) {
    int free = Math.clamp(room ? mostUnderWay - underWay() : 0, 0, MOST_AT_ONCE);
    var due = free > 0 ? due(free) : NOTHING;
    var range = room || size() < most ? range() : NOTHING;
    var chosen = due instanceof Recall.Nothing || rangeNext ? range : due;
    if (chosen instanceof Recall.Nothing) {
      chosen = due;
    }
    rangeNext = chosen instanceof Recall.Due;
    last =
        switch (chosen) {
          case Recall.Due(var partition, _) -> partition;
          case Recall.Range(var partition, _, _, _) -> partition;
          case Recall.Nothing _ -> last;
        };
    return chosen;
  }

  /** How many values wait. */
  int size() {
    return partitions.values().stream().mapToInt(Waiting::size).sum();
  }

  /** Whether nothing waits and nothing is to be read again. */
  boolean isEmpty() {
    return partitions.values().stream()
        .allMatch(waiting -> waiting.size() == 0 && !waiting.isCatchingUp());
  }

  /** The note of a partition, to be committed beside that of its progress. */
  String note(TopicPartition partition, long next, String progress) {
    var waiting = partitions.get(partition);
    return waiting == null
        ? progress
        : new CommitNote(progress, waiting.note(next, CommitNote.room(progress))).text();
  }

  private Recall due(int atMost) {
    return partitions.entrySet().stream()
        .filter(entry -> entry.getValue().dueSince() < Long.MAX_VALUE)
        .min(
            Comparator.<Map.Entry<TopicPartition, Waiting>, Boolean>comparing(this::wasLast)
                .thenComparingLong(entry -> entry.getValue().dueSince()))
        .<Recall>map(entry -> new Recall.Due(entry.getKey(), entry.getValue().due(atMost)))
        .orElse(NOTHING);
  }

  private Recall range() {
    return partitions.entrySet().stream()
        .filter(entry -> entry.getValue().isCatchingUp())
        .min(Comparator.comparing(this::wasLast))
        .<Recall>map(entry -> {
          var waiting = entry.getValue();
          return new Recall.Range(
              entry.getKey(), waiting, waiting.caughtUpTo(), waiting.catchUpEnd());
        })
        .orElse(NOTHING);
  }

  private boolean wasLast(Map.Entry<TopicPartition, Waiting> entry) {
    return entry.getKey().equals(last);
  }

  /** How many that were due are on their way. */
  private int underWay() {
    return partitions.values().stream().mapToInt(Waiting::underWay).sum();
  }

  /** Where a reader is, and where its partition ends. */
  record Reach(long next, long end) {}

  /** What the destination wants, as rules. */
  static Rules rules(Plan plan) {
    return new Rules(plan.version(), plan.destination().traits());
  }
}
