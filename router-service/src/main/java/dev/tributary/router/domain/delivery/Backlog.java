package dev.tributary.router.domain.delivery;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/**
 * The deliveries of one destination that are not settled: fresh ones that wait for their first
 * attempt, those in flight, and those parked until their next attempt. Bounded in number and bytes;
 * who fills it looks at {@link #hasRoom} first.
 *
 * <p>Due retries and fresh deliveries take turns, so that neither starves the other. Not
 * thread-safe.
 */
public final class Backlog<T> {

  /**
   * What a backlog is held to.
   *
   * @param inFlight most attempts at once
   * @param deliveries most deliveries held, whatever their state
   * @param bytes most bytes they may weigh
   */
  public record Bounds(int inFlight, int deliveries, long bytes) {}

  private final Bounds bounds;
  private final ArrayDeque<Held<T>> fresh = new ArrayDeque<>();
  private final PriorityQueue<Parked<T>> parked =
      new PriorityQueue<>(Comparator.comparing((Parked<T> waiting) -> waiting.due()));
  private int inFlight;
  private long bytes;
  private Instant heldUntil = Instant.MIN;
  private boolean retryNext;

  public Backlog(Bounds bounds) {
    this.bounds = bounds;
  }

  /** One delivery and what it weighs; handed out by {@link #next}, given back when attempted. */
  public record Held<T>(T what, long bytes) {}

  private record Parked<T>(Held<T> held, Instant due) {}

  /** Whether more may be added. */
  public boolean hasRoom() {
    return size() < bounds.deliveries() && bytes < bounds.bytes();
  }

  /** Takes a fresh delivery, also beyond the bounds: records come several at a time. */
  public void add(T what, long weight) {
    fresh.add(new Held<>(what, weight));
    bytes += weight;
  }

  /**
   * The next to attempt now, which is in flight from here; empty where there is none or no place.
   */
  public Optional<Held<T>> next(Instant now) {
    if (inFlight >= bounds.inFlight() || now.isBefore(heldUntil)) {
      return Optional.empty();
    }
    boolean due = !parked.isEmpty() && !parked.peek().due().isAfter(now);
    if (!due && fresh.isEmpty()) {
      return Optional.empty();
    }
    boolean retry = due && (retryNext || fresh.isEmpty());
    retryNext = !retry;
    inFlight++;
    return Optional.of(retry ? parked.remove().held() : fresh.remove());
  }

  /** Gives back one in flight that needs nothing more. */
  public void settled(Held<T> held) {
    inFlight--;
    bytes -= held.bytes();
  }

  /** Gives back one in flight that is to be attempted again. */
  public void park(Held<T> held, Instant due) {
    inFlight--;
    parked.add(new Parked<>(held, due));
  }

  /** Starts no attempt before this time. A later time stands over an earlier one. */
  public void holdUntil(Instant time) {
    if (time.isAfter(heldUntil)) {
      heldUntil = time;
    }
  }

  /** When a wait ends, where waiting is all that can be done now. */
  public Optional<Instant> wakeAt(Instant now) {
    if (inFlight >= bounds.inFlight() || (fresh.isEmpty() && parked.isEmpty())) {
      return Optional.empty();
    }
    var due = fresh.isEmpty() ? parked.element().due() : now;
    return Optional.of(due.isAfter(heldUntil) ? due : heldUntil);
  }

  /** Drops what is not in flight and matches; returns what was dropped. */
  public List<T> drop(Predicate<T> unwanted) {
    var dropped = new ArrayList<T>();
    fresh.removeIf(held -> dropped(held, unwanted, dropped));
    parked.removeIf(waiting -> dropped(waiting.held(), unwanted, dropped));
    return dropped;
  }

  public int size() {
    return fresh.size() + parked.size() + inFlight;
  }

  public int inFlight() {
    return inFlight;
  }

  public int parked() {
    return parked.size();
  }

  /** Whether the destination asked for a pause that lasts. */
  public boolean isHeld(Instant now) {
    return now.isBefore(heldUntil);
  }

  private boolean dropped(Held<T> held, Predicate<T> unwanted, List<T> dropped) {
    if (!unwanted.test(held.what())) {
      return false;
    }
    bytes -= held.bytes();
    dropped.add(held.what());
    return true;
  }
}
