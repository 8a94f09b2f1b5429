package dev.tributary.audience.domain.query;

import dev.tributary.audience.domain.state.Identifier;
import dev.tributary.platform.domain.InvalidValue;

/** What a caller names a profile by. */
public sealed interface ProfileName {

  /** The profile's id, or that of one that became it. */
  record ById(String profileId) implements ProfileName {}

  /** An identifier that it has. */
  record ByIdentifier(Identifier identifier) implements ProfileName {}

  /**
   * Reads {@code type:value} or a profile id, which has no colon. The value may have more of them.
   *
   * @throws InvalidValue if it is neither
   */
  static ProfileName parse(String text) {
    int colon = text.indexOf(':');
    if (colon == 0 || text.isBlank()) {
      throw new InvalidValue("id", "neither a profile id nor type:value");
    }
    return colon < 0
        ? new ById(text)
        : new ByIdentifier(new Identifier(text.substring(0, colon), text.substring(colon + 1)));
  }
}
