package dev.tributary.router.domain.destination;

import dev.tributary.connectors.domain.definition.Limits;
import java.time.Duration;
import java.util.Optional;

/**
 * How deliveries go, where the destination says something else than the router's configuration.
 *
 * @param maxAge of a delivery that keeps failing
 * @param concurrency requests at once
 * @param rate most requests in a time, where the vendor allows more
 */
public record DeliveryRule(
    Optional<Duration> maxAge,
    Optional<Integer> concurrency,
    Optional<Limits.Rate> rate,
    Order order) {

  public static final DeliveryRule USUAL =
      new DeliveryRule(Optional.empty(), Optional.empty(), Optional.empty(), Order.NONE);

  /** What comes after what. */
  public enum Order {
    NONE,
    /** Nothing about a profile before what came earlier about it is settled. */
    PROFILE
  }
}
