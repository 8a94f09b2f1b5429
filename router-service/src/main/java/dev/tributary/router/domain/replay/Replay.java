package dev.tributary.router.domain.replay;

import dev.tributary.platform.domain.InvalidValue;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Deliveries to one destination that somebody asked to be made once more.
 *
 * @param dryRun whether it only counts what would be delivered
 * @param perSecond most deliveries a second, by all routers together
 */
public record Replay(
    UUID id,
    String destination,
    Selection selection,
    boolean dryRun,
    Optional<Double> perSecond,
    String requestedBy,
    Instant requestedAt) {

  private static final double MOST_PER_SECOND = 1_000_000;

  /**
   * A replay.
   *
   * @throws InvalidValue if the rate is not between one delivery in 100 s and a million a second
   */
  public Replay {
    if (perSecond.isPresent() && !(perSecond.get() >= 0.01 && perSecond.get() <= MOST_PER_SECOND)) {
      throw new InvalidValue("rate", "not between 0.01 and 1000000 a second");
    }
  }

  /** What is to be read of one partition: from its first offset to before its last. */
  public record Part(String topic, int partition, long begins, long ends) {}

  /** Whether it goes on. */
  public enum State {
    RUNNING,
    DONE,
    CANCELLED
  }

  /**
   * How far it is.
   *
   * @param records in all of its parts together
   * @param done of these, looked at or passed
   * @param endedAt when it was done or cancelled
   * @param reason why it was cancelled
   */
  public record Status(
      Replay replay,
      State state,
      long records,
      long done,
      Tally tally,
      Optional<Instant> endedAt,
      Optional<String> reason) {}

  /** A part that a router works on, from {@code next} on, with what was found before that. */
  public record Taken(Replay replay, Part part, long next, Tally tally, UUID worker) {}
}
