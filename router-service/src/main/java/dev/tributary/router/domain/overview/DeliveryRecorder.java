package dev.tributary.router.domain.overview;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Counts what becomes of one destination's deliveries on this replica. Cheap: nothing waits, and
 * nothing is kept of a delivery but numbers and a few examples. Thread-safe.
 */
public final class DeliveryRecorder {

  /** More actions, and more reasons of one, count as this. */
  static final String OTHER = "other";

  private static final int MOST_ACTIONS = 100;

  private final ConcurrentMap<String, ActionCounts> actions = new ConcurrentHashMap<>();
  private final Map<Reason, List<Sample>> samples = new HashMap<>();
  private volatile boolean closed;

  /** What was counted between two takings. */
  public record Taken(Map<String, DeliveryStats> stats, List<Sample> samples) {}

  /** So many deliveries were called for. */
  public void received(String action, int deliveries) {
    of(action).count(ActionCounts.RECEIVED, deliveries);
  }

  /**
   * One was delivered.
   *
   * @param latency since ingest received what it is about
   * @param request how long the request took, also where it is shared by a batch
   */
  public void delivered(String action, Duration latency, Duration request) {
    of(action).delivered(latency.toMillis(), request.toMillis());
  }

  /** So many were not sent, by the code under which the balance has them as discarded. */
  public void discarded(String action, String code, int deliveries) {
    of(action).count(new Reason(Fate.ofDiscarded(code), code), deliveries);
  }

  /** An attempt failed and is repeated. */
  public void retrying(String action, String code) {
    of(action).count(new Reason(Fate.RETRYING, code), 1);
  }

  /** A dead letter was written. */
  public void dead(String action, String code) {
    of(action).count(new Reason(Fate.DEAD, code), 1);
  }

  /** Whether another example of a reason would be kept. */
  public boolean wants(Reason reason) {
    synchronized (samples) {
      var known = samples.get(reason);
      return known == null
          ? samples.size() < ActionCounts.MOST_REASONS
          : known.size() < Sample.EACH;
    }
  }

  /** Keeps an example, unless there are enough of its reason. Its message holds no secrets. */
  public void example(Sample sample) {
    synchronized (samples) {
      if (samples.size() < ActionCounts.MOST_REASONS || samples.containsKey(sample.reason())) {
        var known = samples.computeIfAbsent(sample.reason(), _ -> new ArrayList<>());
        if (known.size() < Sample.EACH) {
          known.add(sample);
        }
      }
    }
  }

  /** The destination is no more; what is counted after the next round is lost. */
  public void close() {
    closed = true;
  }

  DeliveryRecorder reopened() {
    closed = false;
    return this;
  }

  boolean isClosed() {
    return closed;
  }

  /** What was counted since this was last called. Called by one thread at a time. */
  Taken take() {
    var stats = new HashMap<String, DeliveryStats>();
    actions.forEach((action, counts) -> {
      var taken = counts.take();
      if (!taken.isEmpty()) {
        stats.put(action, taken);
      }
    });
    synchronized (samples) {
      var examples = samples.values().stream().flatMap(List::stream).toList();
      samples.clear();
      return new Taken(stats, examples);
    }
  }

  private ActionCounts of(String action) {
    var known = actions.get(action);
    if (known != null) {
      return known;
    }
    var name = actions.size() < MOST_ACTIONS ? Sample.plain(action, Reason.LONGEST) : OTHER;
    return actions.computeIfAbsent(name, _ -> new ActionCounts());
  }
}
