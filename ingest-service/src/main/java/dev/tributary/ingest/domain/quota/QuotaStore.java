package dev.tributary.ingest.domain.quota;

import java.util.function.Consumer;

/** Where the replicas of this service share what sources may send. */
public interface QuotaStore {

  /**
   * Takes events out of a source's bucket. Never blocks; tells exactly once, within a bounded time,
   * from any thread.
   *
   * @param least how many are needed; at most what the bucket holds
   * @param most how many are welcome
   */
  void draw(String source, Quota quota, int least, int most, Consumer<Drawn> whenDone);
}
