package dev.tributary.router.domain.limit;

import dev.tributary.connectors.domain.definition.Limits;
import dev.tributary.router.domain.destination.ActionRule;
import dev.tributary.router.domain.destination.Destination;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What requests to one destination are held to: the pace of the vendor's rate and of its own, the
 * stricter in each respect, and the headers in which answers tell what is left.
 */
public record RateLimit(Optional<Pace> pace, Optional<Limits.Quota> quota) {

  /** Nothing is limited. */
  public static final RateLimit NONE = new RateLimit(Optional.empty(), Optional.empty());

  /** As the connector and the definition say. */
  public static RateLimit of(Destination destination) {
    var vendor = destination.connection().connector().reach().limits();
    int atOnce =
        Stream.of(
                destination.events().actions().stream(),
                destination.others().values().stream(),
                destination.keepers())
            .flatMap(rules -> rules)
            .mapToInt(RateLimit::requests)
            .max()
            .orElse(1);
    var pace =
        Stream.of(vendor.rate(), destination.delivery().rate())
            .flatMap(Optional::stream)
            .map(rate -> Pace.of(rate, atOnce))
            .reduce(Pace::strictest);
    return new RateLimit(pace, vendor.quota());
  }

  /** Most requests that one delivery, or one batch, takes in an action. */
  public static int requests(ActionRule rule) {
    return rule.action().steps().size();
  }
}
