package dev.tributary.identity.domain.linkage.link;

import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.platform.domain.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A profile that is probably the same customer as the one that was asked about.
 *
 * @param id names the link as long as each run finds it again
 * @param identifiers of the other profile, at most {@value #MOST_IDENTIFIERS}
 */
public record SoftLink(
    UUID id, ProfileId other, Finding finding, Instant expiresAt, List<Identifier> identifiers) {

  public static final int MOST_IDENTIFIERS = 100;

  public SoftLink {
    identifiers = List.copyOf(identifiers);
  }

  /**
   * Why it is there.
   *
   * @param method as the API spells it
   * @param score probability, above 0 and below 1
   * @param evidence bits by field, without values
   */
  public record Finding(String method, double score, Json evidence) {}
}
