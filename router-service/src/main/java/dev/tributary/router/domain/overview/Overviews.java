package dev.tributary.router.domain.overview;

import dev.tributary.platform.domain.Unavailable;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The recorders of all destinations on this replica, and the rounds in which what they count is
 * handed in. A minute's count may hold what was counted up to one round before it began.
 */
public final class Overviews {

  /** An hour of thirty destinations; some ten megabytes where each saw all kinds of times. */
  private static final int MOST_SLOTS = 2_000;

  private final OverviewStore store;
  private final Map<String, DeliveryRecorder> recorders = new ConcurrentHashMap<>();
  private final PendingStats pending;
  private volatile Instant asOf;

  /**
   * Nothing counted yet.
   *
   * @param replica names this process, another one after a restart
   */
  public Overviews(OverviewStore store, String replica, Instant now) {
    this.store = store;
    this.pending = new PendingStats(replica, MOST_SLOTS);
    this.asOf = now;
  }

  /** The recorder of a destination, the same for the same name until it is closed. */
  public DeliveryRecorder open(String destination) {
    return recorders.compute(
        destination, (_, known) -> known == null ? new DeliveryRecorder() : known.reopened());
  }

  /**
   * Hands in what was counted. One thread at a time; may wait for the store.
   *
   * @throws Unavailable where the store is away: nothing is lost, the next round hands it in
   */
  public void round(Instant now) {
    long minute = MinuteSeries.minute(now);
    recorders.forEach((destination, recorder) -> {
      var _ =
          recorders.computeIfPresent(destination, (_, known) -> known.isClosed() ? null : known);
      pending.add(destination, minute, recorder.take());
    });
    for (var flush = pending.next(); flush.isPresent(); flush = pending.next()) {
      store.add(flush.get());
      pending.arrived();
    }
    asOf = now;
  }

  /** Until when everything that this replica counted has been handed in. */
  public Instant asOf() {
    return asOf;
  }
}
