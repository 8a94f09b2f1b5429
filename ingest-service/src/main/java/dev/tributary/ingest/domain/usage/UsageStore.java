package dev.tributary.ingest.domain.usage;

import java.time.YearMonth;
import java.util.List;
import java.util.Map;

/** Where usage is kept, with how much of the stream it holds: both change together. */
public interface UsageStore {

  /**
   * Up to where the partitions of the stream are counted; those that are missing, not at all.
   *
   * @throws dev.tributary.platform.domain.Unavailable if that cannot be known now
   */
  Map<Integer, Long> positions();

  /**
   * Adds a tally, if nobody has counted these records meanwhile.
   *
   * @param from the positions as this replica knows them; may have more than {@code to}
   * @param to by partition where the tally ends
   * @return whether it was added; if not, nothing has changed
   * @throws dev.tributary.platform.domain.Unavailable if it may have been added or not
   */
  boolean add(Tally tally, Map<Integer, Long> from, Map<Integer, Long> to);

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
