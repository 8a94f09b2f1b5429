package dev.tributary.router.domain.balance;

import java.util.Map;

/**
 * What became of the deliveries of one destination on one replica since it started. Nothing
 * vanishes: {@code matched = delivered + discarded(reason) + dead + pending}.
 *
 * @param matched deliveries that the destination's rules called for; an audience's change is two
 * @param discarded by reason: {@code no_identifier}, the profile has neither user id nor anonymous
 *     id; {@code superseded}, a newer value of its interval took its place; {@code unwanted}, it
 *     waited, and the definition wants it no more; {@code expired}, it waited, and Kafka has
 *     dropped it; {@code handed_over}, not settled here when the partition went to another reader,
 *     which matches it again
 */
public record Balance(
    long matched, long delivered, Map<String, Long> discarded, long dead, long pending) {

  public Balance {
    discarded = Map.copyOf(discarded);
  }

  /** Whether every delivery is accounted for. */
  public boolean holds() {
    long left = discarded.values().stream().mapToLong(Long::longValue).sum();
    return matched == delivered + left + dead + pending;
  }
}
