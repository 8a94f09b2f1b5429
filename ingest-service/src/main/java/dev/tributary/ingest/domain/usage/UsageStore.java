package dev.tributary.ingest.domain.usage;

import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where usage is kept, with which records of the stream it holds: both change together. */
public interface UsageStore {

  /**
   * By partition, which records are counted; of those that are missing, none.
   *
   * @throws dev.tributary.platform.domain.Unavailable if that cannot be known now
   */
  Map<Integer, Offsets> counted();

  /**
   * Adds what a tally has of each partition, unless one of its records there is counted already:
   * then nothing of this partition.
   *
   * @return the partitions of which it was added
   * @throws dev.tributary.platform.domain.Unavailable if it may have been added or not
   */
  Set<Integer> add(Tally tally);

  /**
   * Forgets which records were counted from an offset on: there are others there now. Their counts
   * stay.
   *
   * @throws dev.tributary.platform.domain.Unavailable if it may have been done or not
   */
  void forgetFrom(int partition, long offset);

  /**
   * The usage of sources, by source and month.
   *
   * @throws dev.tributary.platform.domain.Unavailable if that cannot be known now
   */
  List<Usage> between(YearMonth first, YearMonth last);

  /**
   * What a source has sent in a month.
   *
   * @param users about how many different user and anonymous ids; 0.8 % standard error
   */
  record Usage(String source, YearMonth month, long events, long users) {}
}
