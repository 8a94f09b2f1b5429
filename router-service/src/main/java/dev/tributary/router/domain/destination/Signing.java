package dev.tributary.router.domain.destination;

/** Whether a destination's requests are signed. */
public sealed interface Signing {

  /** The user gave no secret. */
  record Unsigned() implements Signing {}

  /** Never sent without: while the secret cannot be had, the destination is held. */
  record Signed(SecretReference secret) implements Signing {}
}
