package dev.tributary.platform.domain;

import org.jspecify.annotations.Nullable;

/**
 * Something that is needed is away for now; the same call may succeed later. The message is shown
 * to callers: it names what is away, never an address or a secret.
 */
public final class Unavailable extends RuntimeException {

  public Unavailable(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
