package dev.tributary.router.domain.destination;

import dev.tributary.platform.domain.secret.SecretReference;

/**
 * What a header that the user added is worth: text that may be seen, or a secret kept elsewhere.
 */
public sealed interface HeaderValue {

  record Plain(String text) implements HeaderValue {}

  record Secret(SecretReference reference) implements HeaderValue {}
}
