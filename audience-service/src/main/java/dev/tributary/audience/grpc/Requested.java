package dev.tributary.audience.grpc;

import dev.tributary.audience.domain.query.ProfileName;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.proto.v1.Identifier;

/** Whom a request is about: each has the same two ways to say it. */
final class Requested {

  private Requested() {}

  /** A text that must be said. */
  static String text(String field, String value) {
    if (value.isEmpty()) {
      throw new InvalidValue(field, "empty");
    }
    return value;
  }

  /** The one who is named; a request that says neither has an empty id. */
  static ProfileName profile(boolean byIdentifier, Identifier identifier, String profileId) {
    if (byIdentifier) {
      return new ProfileName.ByIdentifier(
          new dev.tributary.audience.domain.state.Identifier(
              identifier.getType(), identifier.getValue()));
    }
    if (profileId.isEmpty()) {
      throw new InvalidValue("profile_id", "empty");
    }
    return new ProfileName.ById(profileId);
  }
}
