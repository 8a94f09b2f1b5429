package dev.tributary.router.domain.destination;

import dev.tributary.connectors.domain.definition.Limits;
import dev.tributary.platform.domain.definition.SpecReader;
import java.time.Duration;
import java.util.Optional;

/** Reads {@code requests} and {@code per} of a destination's {@code delivery}: its own limit. */
final class RateReader {

  private static final int MOST_REQUESTS = 1_000_000;
  private static final Duration LONGEST = Duration.ofDays(1);

  private RateReader() {}

  /** The rate, where given: both or neither. */
  static Optional<Limits.Rate> read(SpecReader delivery) {
    var requests = delivery.optionalInteger("requests", 1, MOST_REQUESTS);
    var per = delivery.optionalDuration("per");
    if (delivery.has("requests")) {
      delivery.required("per", per);
    } else if (delivery.has("per")) {
      delivery.required("requests", requests);
    }
    if (per.isPresent() && per.get().compareTo(LONGEST) > 0) {
      delivery.reject("per", "is longer than 1d");
    }
    return requests.flatMap(count -> per.map(span -> new Limits.Rate(count, span)));
  }
}
