package dev.tributary.router.domain.delivery;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/**
 * The deliveries of one destination that are not settled: fresh ones that wait for their first
 * attempt, those handed out, and those parked until their next attempt. Bounded in number and
 * bytes; who fills it looks at {@link #hasRoom} first.
 *
 * <p>Due retries and fresh deliveries take turns, so that neither starves the other. A delivery
 * with a subject comes after everything earlier of the same subject is settled. Handing one out
 * counts as a request until it {@link #landed}; several that share a request give theirs back with
 * {@link #gathered} and {@link #depart} once. Not thread-safe.
 */
public final class Backlog<T> {

  /**
   * What a backlog is held to.
   *
   * @param requests most at once
   * @param deliveries most deliveries held, whatever their state
   * @param bytes most bytes they may weigh
   */
  public record Bounds(int requests, int deliveries, long bytes) {}

  private final Bounds bounds;
  private final ArrayDeque<Held<T>> fresh = new ArrayDeque<>();
  private final PriorityQueue<Parked<T>> parked =
      new PriorityQueue<>(Comparator.comparing((Parked<T> waiting) -> waiting.due()));

  /** By subject, those that come after one that is not settled. */
  private final Map<String, ArrayDeque<Held<T>>> behind = new HashMap<>();

  private int requests;
  private int out;
  private int waitingBehind;
  private long bytes;
  private long parkedBytes;
  private int mostRequests;
  private Instant heldUntil = Instant.MIN;
  private boolean retryNext;

  public Backlog(Bounds bounds) {
    this.bounds = bounds;
    this.mostRequests = bounds.requests();
  }

  /**
   * One delivery and what it weighs; handed out by {@link #next}, given back when attempted.
   *
   * @param subject of order; empty where none is asked for
   */
  public record Held<T>(T what, long bytes, String subject) {}

  private record Parked<T>(Held<T> held, Instant due) {}

  /** Whether more may be added. */
  public boolean hasRoom() {
    return size() < bounds.deliveries() && bytes < bounds.bytes();
  }

  /** Whether those that are parked take the n-th part of what may be held, in number or bytes. */
  public boolean isCrowded(int part) {
    return parked.size() >= bounds.deliveries() / part || parkedBytes >= bounds.bytes() / part;
  }

  /** Takes a fresh delivery, also beyond the bounds: records come several at a time. */
  public void add(T what, long weight, String subject) {
    var held = new Held<>(what, weight, subject);
    bytes += weight;
    if (!subject.isEmpty()) {
      var others = behind.get(subject);
      if (others != null) {
        others.add(held);
        waitingBehind++;
        return;
      }
      behind.put(subject, new ArrayDeque<>());
    }
    fresh.add(held);
  }

  /** Allows so many requests at once from here on, at most what the bounds say. */
  public void allow(int most) {
    mostRequests = Math.min(most, bounds.requests());
  }

  /** The next to attempt now, handed out from here; empty where there is none or no place. */
  public Optional<Held<T>> next(Instant now) {
    if (!mayRequest(now)) {
      return Optional.empty();
    }
    boolean due = !parked.isEmpty() && !parked.peek().due().isAfter(now);
    if (!due && fresh.isEmpty()) {
      return Optional.empty();
    }
    boolean retry = due && (retryNext || fresh.isEmpty());
    retryNext = !retry;
    requests++;
    out++;
    return Optional.of(retry ? unpark() : fresh.remove());
  }

  /** One handed out waits for others to share a request with. */
  public void gathered() {
    requests--;
  }

  /** Whether several may share a request now, which is under way from here if they may. */
  public boolean depart(Instant now) {
    if (!mayRequest(now)) {
      return false;
    }
    requests++;
    return true;
  }

  /** A request is over. */
  public void landed() {
    requests--;
  }

  /** Gives back one handed out that needs nothing more. */
  public void settled(Held<T> held) {
    out--;
    bytes -= held.bytes();
    release(held.subject());
  }

  /** Gives back one handed out that is to be attempted again. */
  public void park(Held<T> held, Instant due) {
    out--;
    parked.add(new Parked<>(held, due));
    parkedBytes += held.bytes();
  }

  /** Starts no attempt before this time. A later time stands over an earlier one. */
  public void holdUntil(Instant time) {
    if (time.isAfter(heldUntil)) {
      heldUntil = time;
    }
  }

  /** When a wait ends, where waiting is all that can be done now. */
  public Optional<Instant> wakeAt(Instant now) {
    if (requests >= mostRequests || (fresh.isEmpty() && parked.isEmpty())) {
      return Optional.empty();
    }
    var due = fresh.isEmpty() ? parked.element().due() : now;
    return Optional.of(due.isAfter(heldUntil) ? due : heldUntil);
  }

  /** From when on a request may be made; empty where one has to end first. */
  public Optional<Instant> mayDepartAt() {
    return requests >= mostRequests ? Optional.empty() : Optional.of(heldUntil);
  }

  /** Drops what is not handed out and matches; returns what was dropped. */
  public List<T> drop(Predicate<T> unwanted) {
    var dropped = new ArrayList<Held<T>>();
    fresh.removeIf(held -> unwanted.test(held.what()) && dropped.add(held));
    parked.removeIf(waiting -> unwanted.test(waiting.held().what()) && unpark(waiting, dropped));
    for (var others : behind.values()) {
      int before = others.size();
      others.removeIf(held -> unwanted.test(held.what()) && forget(held, dropped));
      waitingBehind -= before - others.size();
    }
    dropped.forEach(held -> {
      bytes -= held.bytes();
      release(held.subject());
    });
    return dropped.stream().map(Held::what).toList();
  }

  public int size() {
    return fresh.size() + parked.size() + out + waitingBehind;
  }

  /** Requests under way. */
  public int inFlight() {
    return requests;
  }

  public int parked() {
    return parked.size();
  }

  /** Whether the destination asked for a pause that lasts. */
  public boolean isHeld(Instant now) {
    return now.isBefore(heldUntil);
  }

  private Held<T> unpark() {
    var held = parked.remove().held();
    parkedBytes -= held.bytes();
    return held;
  }

  private boolean unpark(Parked<T> waiting, List<Held<T>> dropped) {
    parkedBytes -= waiting.held().bytes();
    return dropped.add(waiting.held());
  }

  private boolean mayRequest(Instant now) {
    return requests < mostRequests && !now.isBefore(heldUntil);
  }

  /** One that waits behind another holds nobody up: its subject stays with that other. */
  private static <T> boolean forget(Held<T> held, List<Held<T>> dropped) {
    return dropped.add(new Held<>(held.what(), held.bytes(), ""));
  }

  private void release(String subject) {
    var others = subject.isEmpty() ? null : behind.get(subject);
    if (others == null) {
      return;
    }
    var next = others.poll();
    if (next == null) {
      behind.remove(subject);
    } else {
      waitingBehind--;
      fresh.add(next);
    }
  }
}
