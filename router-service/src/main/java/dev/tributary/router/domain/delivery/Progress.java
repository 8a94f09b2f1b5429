package dev.tributary.router.domain.delivery;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How far one partition is done: the first offset not yet taken, and those below it that are still
 * open. Memory grows with the open ones only, however far the newest is ahead of the oldest.
 *
 * <p>{@link #position} is what may be committed: it never passes an open offset. {@link #note} is
 * committed beside it and lets a successor skip what was settled above the position, so that one
 * delivery that is retried for hours does not make everything after it be sent again.
 *
 * <p>Not thread-safe.
 */
public final class Progress {

  private final TreeSet<Long> open = new TreeSet<>();
  private final ProgressNote before;
  private long next;

  private Progress(long next, ProgressNote before) {
    this.next = next;
    this.before = before;
  }

  /** At a committed position, with the note that was committed there. */
  public static Progress from(long position, String note) {
    return new Progress(position, ProgressNote.read(position, note));
  }

  /** Whether this offset needs nothing: a predecessor had settled it, or it was taken already. */
  public boolean wasSettled(long offset) {
    return offset < next || before.settled(offset);
  }

  /**
   * Opens an offset. Offsets come in rising order; ones that are left out hold no record.
   *
   * @throws IllegalArgumentException if it was taken before
   */
  public void take(long offset) {
    skip(offset);
    open.add(offset);
  }

  /** Passes an offset that needs nothing more. */
  public void skip(long offset) {
    if (offset < next) {
      throw new IllegalArgumentException("offset taken twice");
    }
    next = offset + 1;
  }

  /** Passes everything below an offset that was not taken yet: nothing there needs anything. */
  public void passTo(long end) {
    next = Math.max(next, end);
  }

  /** Whether a predecessor may have settled this offset or one above it. */
  public boolean isNoted(long offset) {
    return offset < before.next();
  }

  /** The first offset that was not taken yet. */
  public long next() {
    return next;
  }

  /** Closes an open offset; one that is not open stays as it is. */
  public void settle(long offset) {
    open.remove(offset);
  }

  /** The lowest offset that still needs something: nothing below it does. */
  public long position() {
    return open.isEmpty() ? next : open.first();
  }

  /** What is settled above {@link #position}, as text for a successor; often empty. */
  public String note() {
    return new ProgressNote(position(), Math.max(next, before.next()), notSettled()).text();
  }

  private SortedSet<Long> notSettled() {
    if (before.next() <= next) {
      return Collections.unmodifiableSortedSet(open);
    }
    var both = new TreeSet<>(open); // still reading what the predecessor had read: keep its word
    both.addAll(before.open().tailSet(next));
    return both;
  }
}
