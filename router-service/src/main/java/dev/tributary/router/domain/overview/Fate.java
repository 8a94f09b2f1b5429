package dev.tributary.router.domain.overview;

import java.util.Locale;
import java.util.Set;

/** What an overview counts of deliveries. */
public enum Fate {
  /** Called for: an event, call or row matched. */
  RECEIVED,
  DELIVERED,
  /** Kept back by what the destination or the customer asked for. */
  FILTERED,
  /** Not sent for another reason that is no failure. */
  DISCARDED,
  /** An attempt failed and is repeated; counted each time. */
  RETRYING,
  /** Given up, with a dead letter. */
  DEAD;

  private static final Set<String> FILTERS =
      Set.of("integrations", "consent", "filtered", "sampled");

  /** The fate of a delivery that the balance counts as discarded, by its code. */
  public static Fate ofDiscarded(String code) {
    return FILTERS.contains(code) ? FILTERED : DISCARDED;
  }

  /** Stable across releases: stores and answers use it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
