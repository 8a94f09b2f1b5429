package dev.tributary.router.domain.overview;

import dev.tributary.platform.domain.Unavailable;
import java.util.List;

/** Keeps what all replicas count, for some days. What it holds may be lost at any time. */
public interface OverviewStore {

  /** How long counts are kept, in minutes: 14 days. */
  int MINUTES_KEPT = 14 * 24 * 60;

  /** How long times are kept, in minutes: a day. */
  int MINUTES_OF_TIMES = 24 * 60;

  /**
   * Adds what a replica counted; what of it was added before is passed over.
   *
   * @throws Unavailable where it is not known whether all of it was added
   */
  void add(Flush flush);

  /**
   * A destination's stats.
   *
   * @param from the first minute since 1970
   * @param to the last, included
   * @throws Unavailable where the store does not answer
   */
  MinuteSeries read(String destination, long from, long to);

  /**
   * Examples of a destination, at most {@link Sample#EACH} a reason, in no order.
   *
   * @throws Unavailable where the store does not answer
   */
  List<Sample> samples(String destination);
}
