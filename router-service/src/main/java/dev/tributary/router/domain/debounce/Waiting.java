package dev.tributary.router.domain.debounce;

import dev.tributary.router.domain.delivery.ProgressNote;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The values of one partition that wait to be told: of each value and interval the newest. A value
 * is due when its interval is over and everything has been read that stood in the partition then;
 * until it is told, a newer one of the same interval still takes its place.
 *
 * <p>Nothing here outlives a restart but {@link #note}: a successor reads again what lies between
 * the lowest offset that waits and the place where its own reading begins ({@link #isCatchingUp}),
 * and comes to the same, for the intervals are the same. It keeps out what the note says is settled
 * and what its reader takes by itself, so that nothing is left out and nothing is there twice.
 * Until it is through with that, nothing is due.
 *
 * <p>Not thread-safe.
 */
public final class Waiting {

  /**
   * How long after the end of its interval a value is told: a change is seen a moment after it was
   * concluded, and would otherwise come too late for its own interval.
   */
  public static final long GRACE_MILLIS = 500;

  private final WaitingNote before;
  private final ProgressNote reader;
  private final long catchUpEnd;
  private final Map<Slot, Held> newest = new HashMap<>();
  private final Map<Long, Held> byOffset = new HashMap<>();
  private final Map<ValueId, List<Held>> byValue = new HashMap<>();
  private final TreeSet<Held> byDue =
      new TreeSet<>(
          Comparator.comparingLong(Held::dueMillis)
              .thenComparingLong(held -> held.value().offset()));

  /** Everything not settled: what waits, and what is on its way to the destination. */
  private final TreeSet<Long> open = new TreeSet<>();

  private final Watermark watermark = new Watermark();
  private Rules rules;
  private long caughtUpTo;

  /** Below this, what is open may have been taken under other rules. */
  private long foreignBelow;

  /** Whether rules changed before everything was read again that waited under the old ones. */
  private boolean takesEveryTrait;

  private Waiting(WaitingNote before, ProgressNote reader, Rules rules) {
    this.before = before;
    this.reader = reader;
    this.rules = rules;
    this.catchUpEnd = Math.max(reader.position(), reader.next());
    this.caughtUpTo =
        before.isOfNothing() ? catchUpEnd : Math.min(before.settled().position(), catchUpEnd);
    this.takesEveryTrait = isCatchingUp() && before.version() != rules.version();
    this.foreignBelow = takesEveryTrait ? catchUpEnd : 0;
  }

  /** One value in one interval: of these the newest counts. */
  private record Slot(ValueId id, long intervalEnd) {}

  private record Held(Slot slot, WaitingValue value, long dueMillis) {}

  /**
   * From what was committed.
   *
   * @param position where the partition's reader begins
   * @param progress what it is told is settled above that
   * @param note of {@link #note}
   */
  public static Waiting from(long position, String progress, String note, Rules rules) {
    return new Waiting(
        WaitingNote.read(position, note), ProgressNote.read(position, progress), rules);
  }

  /** Whether records are to be read again, from {@link #caughtUpTo} up to {@link #catchUpEnd}. */
  public boolean isCatchingUp() {
    return caughtUpTo < catchUpEnd;
  }

  public long caughtUpTo() {
    return caughtUpTo;
  }

  public long catchUpEnd() {
    return catchUpEnd;
  }

  /** Everything below this offset has been read again. */
  public void caughtUpTo(long offset) {
    caughtUpTo = Math.max(caughtUpTo, offset);
  }

  /** Whether a change that is read again waited, and is nobody else's to take. */
  public boolean waited(long offset, String trait) {
    boolean readers = offset >= reader.position() && !reader.settled(offset);
    if (readers || offset >= catchUpEnd || before.settled().settled(offset)) {
      return false;
    }
    return offset < before.settled().next() // the note names it
        || takesEveryTrait
        || rules.telling(trait) instanceof Telling.Debounced;
  }

  /** Whether one that waits would make place for this one, or this one for it. */
  public boolean hasPlaceFor(WaitingValue value) {
    return newest.containsKey(slot(value));
  }

  /**
   * Takes a value in, in any order of offsets.
   *
   * @return the one that need not be told any more, older or this; none where there is none
   */
  public List<WaitingValue> add(WaitingValue value, long nowMillis) {
    var slot = slot(value);
    var other = newest.get(slot);
    if (other != null && other.value().offset() >= value.offset()) {
      return List.of(value);
    }
    var superseded = other == null ? List.<WaitingValue>of() : List.of(other.value());
    superseded.forEach(this::drop);
    var held = new Held(slot, value, due(value, slot, nowMillis));
    newest.put(slot, held);
    byOffset.put(value.offset(), held);
    byValue.computeIfAbsent(value.id(), _ -> new ArrayList<>()).add(held);
    byDue.add(held);
    open.add(value.offset());
    return superseded;
  }

  /**
   * A value is told at once, without waiting.
   *
   * @return the older ones that need not be told any more, for they would come after it
   */
  public List<WaitingValue> overtake(WaitingValue told) {
    var superseded =
        byValue.getOrDefault(told.id(), List.of()).stream()
            .map(Held::value)
            .filter(value -> value.offset() < told.offset())
            .toList();
    superseded.forEach(this::drop);
    return superseded;
  }

  /** How far the partition's reader is; see {@link Watermark#read}. */
  public void read(long next, long end, long nowMillis) {
    watermark.read(next, end, nowMillis);
  }

  /** Offsets of values that are due, in the order of offsets, but not more than so many. */
  public List<Long> due(int most) {
    var due = new ArrayList<Long>();
    if (isCatchingUp()) {
      return due;
    }
    for (var held : byDue) {
      if (due.size() >= most || held.dueMillis() > watermark.millis()) {
        break;
      }
      due.add(held.value().offset());
    }
    Collections.sort(due);
    return due;
  }

  /** Since when the one that is due longest is due; {@link Long#MAX_VALUE} where none is. */
  public long dueSince() {
    boolean due =
        !isCatchingUp() && !byDue.isEmpty() && byDue.first().dueMillis() <= watermark.millis();
    return due ? byDue.first().dueMillis() : Long.MAX_VALUE;
  }

  /** Whether the value at this offset waits still. */
  public boolean holds(long offset) {
    return byOffset.containsKey(offset);
  }

  /** The change at this offset is on its way now, and open until {@link #settle}. */
  public void tell(long offset) {
    remove(offset);
    open.add(offset);
  }

  /** Nothing more is to be done about the change at this offset. */
  public void settle(long offset) {
    remove(offset);
    open.remove(offset);
  }

  /**
   * Follows other rules: each value is put into the interval in which it lies by them.
   *
   * @return those that need not be told any more
   */
  public List<WaitingValue> follow(Rules next, long readerNext, long nowMillis) {
    rules = next;
    takesEveryTrait = true;
    foreignBelow = Math.max(catchUpEnd, readerNext);
    var values = byOffset.values().stream().map(Held::value).toList();
    values.forEach(this::drop);
    var superseded = new ArrayList<WaitingValue>();
    values.forEach(value -> superseded.addAll(add(value, nowMillis)));
    return superseded;
  }

  /** How many values wait. */
  public int size() {
    return byOffset.size();
  }

  /** How many changes are on their way. */
  public int underWay() {
    return open.size() - byOffset.size();
  }

  /**
   * What a successor needs to know, as text; empty where nothing waits.
   *
   * @param readerNext the first offset that the partition's reader has not taken
   * @param most characters there is room for
   */
  public String note(long readerNext, int most) {
    if (!isCatchingUp() && open.isEmpty()) {
      return "";
    }
    long lowest = open.isEmpty() ? caughtUpTo : open.first();
    if (isCatchingUp()) {
      lowest = Math.min(lowest, caughtUpTo);
    }
    long version = lowest >= foreignBelow ? rules.version() : 0;
    return new WaitingNote(version, settled(lowest, readerNext)).text(most);
  }

  private ProgressNote settled(long lowest, long readerNext) {
    if (!isCatchingUp()) {
      return new ProgressNote(lowest, Math.max(catchUpEnd, readerNext), open);
    }
    long next = Math.max(caughtUpTo, before.settled().next());
    SortedSet<Long> all = new TreeSet<>(open.headSet(next));
    all.addAll(before.settled().open().tailSet(caughtUpTo)); // not read again yet: keep its word
    return new ProgressNote(lowest, next, all);
  }

  private Slot slot(WaitingValue value) {
    return switch (rules.telling(value.trait())) {
      case Telling.AtOnce _ -> new Slot(value.id(), Long.MIN_VALUE);
      case Telling.Debounced(var debounce) ->
          new Slot(value.id(), debounce.intervalEnd(value.id(), value.atMillis()));
    };
  }

  /** A clock that goes ahead delays nothing: no value waits longer than an interval. */
  private long due(WaitingValue value, Slot slot, long nowMillis) {
    return switch (rules.telling(value.trait())) {
      case Telling.AtOnce _ -> nowMillis;
      case Telling.Debounced(var debounce) -> {
        long latest = nowMillis + debounce.length().toMillis();
        yield Math.max(nowMillis, Math.min(slot.intervalEnd(), latest) + GRACE_MILLIS);
      }
    };
  }

  private void drop(WaitingValue value) {
    settle(value.offset());
  }

  private void remove(long offset) {
    var held = byOffset.remove(offset);
    if (held != null) {
      newest.remove(held.slot());
      byDue.remove(held);
      byValue.computeIfPresent(
          held.value().id(),
          (_, all) -> {
            all.remove(held);
            return all.isEmpty() ? null : all;
          });
    }
  }
}
