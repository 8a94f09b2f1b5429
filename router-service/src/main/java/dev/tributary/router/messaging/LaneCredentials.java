package dev.tributary.router.messaging;

import dev.tributary.router.domain.destination.Credentials;
import dev.tributary.router.domain.destination.Secrets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One destination's credentials, looked up again when a moment has passed. Thread-safe. */
final class LaneCredentials {

  private static final Logger LOG = Logger.getLogger(LaneCredentials.class);
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final Secrets secrets;
  private final Clock clock;

  private volatile @Nullable Known known;

  LaneCredentials(Secrets secrets, Clock clock) {
    this.secrets = secrets;
    this.clock = clock;
  }

  private record Known(Plan plan, Credentials credentials, Instant at) {}

  /** Those that a plan names. */
  Credentials of(Plan plan) {
    var now = clock.instant();
    var recent = known;
    if (recent != null
        && recent.plan().version() == plan.version()
        && now.isBefore(recent.at().plus(FRESH))) {
      return recent.credentials();
    }
    var looked = Credentials.of(plan.destination(), secrets);
    if (looked instanceof Credentials.Incomplete(var reason)
        && (recent == null || !looked.equals(recent.credentials()))) {
      LOG.warnf(
          "Destination %s is held: %s. Nothing is sent until it is there; nothing is lost",
          plan.destination().name(), reason);
    }
    known = new Known(plan, looked, now);
    return looked;
  }
}
