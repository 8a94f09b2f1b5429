package dev.tributary.router.http;

import dev.tributary.router.domain.replay.Replay.Status;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far a replay is. {@code done} of {@code records} were looked at or passed; {@code
 * deliveries}, by action, were handed on, or in a dry run would be.
 */
record ReplayWire(
    UUID id,
    String destination,
    Map<String, Object> selection,
    boolean dryRun,
    @Nullable Double rate,
    String state,
    @Nullable String reason,
    long records,
    long done,
    long wanted,
    Map<String, Long> deliveries,
    Map<String, Long> kept,
    List<String> examples,
    String requestedBy,
    String requestedAt,
    @Nullable String endedAt) {

  static ReplayWire of(Status status) {
    var replay = status.replay();
    var tally = status.tally();
    return new ReplayWire(
        replay.id(),
        replay.destination(),
        ReplayRequest.plain(replay.selection().json()),
        replay.dryRun(),
        replay.perSecond().orElse(null),
        status.state().name().toLowerCase(Locale.ROOT),
        status.reason().orElse(null),
        status.records(),
        status.done(),
        tally.wanted(),
        new TreeMap<>(tally.deliveries()),
        new TreeMap<>(tally.kept()),
        tally.examples(),
        replay.requestedBy(),
        replay.requestedAt().toString(),
        status.endedAt().map(Instant::toString).orElse(null));
  }
}
