package dev.tributary.audience.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tributary.audience.domain.query.StatusQueries.Status;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How far a definition is with being in force; see {@link Status}. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
record StatusWire(
    String name,
    long version,
    String state,
    @Nullable Long servingVersion,
    @Nullable Long members,
    long stateBytes,
    @Nullable Progress progress,
    Map<Integer, Long> exactAt) {

  /** How much of the history is counted, in offsets, and as a share of all. */
  @RegisterForReflection
  record Progress(long read, long of, double share) {}

  static StatusWire of(String name, Status status) {
    return new StatusWire(
        name,
        status.version(),
        status.state().name().toLowerCase(Locale.ROOT),
        status.serving().isPresent() ? status.serving().getAsLong() : null,
        status.members().isPresent() ? status.members().getAsLong() : null,
        status.stateBytes(),
        status.of() == 0
            ? null
            : new Progress(status.read(), status.of(), (double) status.read() / status.of()),
        status.exactAt());
  }
}
