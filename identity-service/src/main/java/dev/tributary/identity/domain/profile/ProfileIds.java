package dev.tributary.identity.domain.profile;

import dev.tributary.identity.domain.identifier.Identifier;

/**
 * Gives each identifier the id under which its profile can be known. Depends on the identifier and
 * on a secret of the installation alone: not on the order of events, and who knows the id cannot
 * find an e-mail address from it by trying.
 */
public final class ProfileIds {

  public static final int SECRET_BYTES = 32;

  private final byte[] secret;

  public ProfileIds(byte[] secret) {
    if (secret.length != SECRET_BYTES) {
      throw new IllegalArgumentException("The secret has another length");
    }
    this.secret = secret.clone();
  }

  /** The id of one identifier. */
  public ProfileId of(Identifier identifier) {
    // A type holds no colon, so the text says where it ends.
    return new ProfileId(StableIds.of(secret, identifier.type().name() + ":" + identifier.value()));
  }
}
