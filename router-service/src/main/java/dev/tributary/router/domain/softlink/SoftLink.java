package dev.tributary.router.domain.softlink;

import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.router.domain.payload.ProfileChange.Identifier;
import java.time.Instant;
import java.util.List;

/**
 * Another profile that is probably the same customer.
 *
 * @param score the probability, above 0
 * @param expiresAt from then on it is not said any more
 * @param identifiers of the other profile
 */
public record SoftLink(double score, Instant expiresAt, List<Identifier> identifiers) {

  public SoftLink {
    if (!(score > 0 && score <= 1)) {
      throw new InvalidValue("score", "not a probability above 0");
    }
    identifiers = List.copyOf(identifiers);
  }
}
