package dev.tributary.identity.domain.follow;

import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.ProfileId;

/** Tells the id of an identifier: the same for ever, whomever it belongs to. */
public interface AnchorIds {

  /** The id of one identifier. */
  ProfileId of(Identifier identifier);
}
