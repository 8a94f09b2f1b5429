package dev.tributary.identity.domain.profile;

import dev.tributary.identity.domain.identifier.Identifier;

/** What a profile is asked for by. */
public sealed interface Question {

  /** Whoever has an identifier. */
  record ByIdentifier(Identifier identifier) implements Question {}

  /** A profile, or the one it became. */
  record ById(ProfileId id) implements Question {}
}
