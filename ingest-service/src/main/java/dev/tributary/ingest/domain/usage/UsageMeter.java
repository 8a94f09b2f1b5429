package dev.tributary.ingest.domain.usage;

/** Told of each accepted event that this process has written to the stream. */
public interface UsageMeter {

  /**
   * Takes note of an event. Cheap, never throws, may be called by any thread.
   *
   * @param partition and {@code offset}, where it stands
   * @param user its user id, else its anonymous id; empty where it has neither
   * @param receivedAt milliseconds since the epoch
   */
  void stored(int partition, long offset, String source, String user, long receivedAt);
}
