package dev.tributary.identity.domain.linkage.run;

import dev.tributary.platform.domain.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Runs of the whole installation: one at a time, whichever replica does it. Throws {@code
 * dev.tributary.platform.domain.Unavailable} while the store is away.
 */
public interface Runs {

  /** Runs that are remembered; older ones are forgotten. */
  int MOST = 100;

  /** Asks for a run; empty where one is waiting or running already. */
  Optional<UUID> start(RunSettings settings, String by);

  /** A run. */
  Optional<Run> find(UUID id);

  /** The last runs, newest first, at most {@value #MOST}. */
  List<Run> latest();

  /**
   * Asks that a run ends soon. Whether it was one that could still be; links it wrote until then
   * stay.
   */
  boolean cancel(UUID id);

  /** Where a run stands. Stored in lower case: never rename. */
  enum State {
    QUEUED,
    RUNNING,
    SUCCEEDED,
    FAILED,
    CANCELLED
  }

  /**
   * A run as it is told.
   *
   * @param report what it learnt, wrote and measured; null until it has succeeded
   */
  record Run(UUID id, Request request, Standing standing, Json report) {}

  /** What was asked for. */
  record Request(String by, Instant at, Json settings) {}

  /**
   * How far it is.
   *
   * @param phase what it does now, and how much of it is done; empty before it starts
   * @param failure why it failed, for people; empty otherwise
   */
  record Standing(
      State state,
      @Nullable Instant startedAt,
      @Nullable Instant endedAt,
      String phase,
      long done,
      String failure) {}
}
