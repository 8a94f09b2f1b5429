package dev.tributary.platform.domain.secret;

/** Looks secrets up where their references say. */
public interface Secrets {

  /** The secret as it is now; may block on a disk. Never throws: what cannot be had is missing. */
  Found find(SecretReference reference);

  /** What came of looking. */
  sealed interface Found {

    /** At least one character. */
    record Present(String secret) implements Found {

      @Override
      public String toString() {
        return "Present[secret=***]";
      }
    }

    /**
     * Cannot be had now.
     *
     * @param reason for a person, for instance {@code environment variable HOOK_SECRET is not set}
     */
    record Missing(String reason) implements Found {}
  }
}
