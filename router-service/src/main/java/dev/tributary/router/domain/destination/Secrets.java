package dev.tributary.router.domain.destination;

import dev.tributary.connectors.domain.request.Body;
import dev.tributary.platform.domain.secret.SecretReference;

/** Looks secrets up where their references say. */
public interface Secrets {

  /** The secret as it is now; may block on a disk. Never throws: what cannot be had is missing. */
  Found find(SecretReference reference);

  /** What came of looking. */
  sealed interface Found {

    /** At least one byte. */
    record Present(Body secret) implements Found {}

    /**
     * Cannot be had now.
     *
     * @param reason for a person, for instance {@code environment variable HOOK_SECRET is not set}
     */
    record Missing(String reason) implements Found {}
  }
}
