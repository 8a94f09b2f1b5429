package dev.tributary.identity.messaging;

import dev.tributary.platform.domain.Unavailable;

/**
 * The Kafka clients of one worker from their making to their first failure. Used by one thread, but
 * for {@link #wakeUp}.
 */
public interface Session extends AutoCloseable {

  /** Joins its group; blocks until the broker is there. */
  void start();

  /**
   * Works on the next batch, if there is one soon. Any exception but the one below ends the
   * session.
   *
   * @throws Unavailable while PostgreSQL is away: the next step reads the same batch
   */
  void step();

  /** Makes the running or the next {@link #step} fail. For other threads. */
  void wakeUp();

  /** Leaves the group, so that others take over at once. */
  @Override
  void close();
}
