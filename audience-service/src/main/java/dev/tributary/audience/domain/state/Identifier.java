package dev.tributary.audience.domain.state;

/** A way to name a profile, for instance {@code user_id} and its value. */
public record Identifier(String type, String value) {

  /** The key of what has no anchor: it stays with its profile through every split. */
  public static final long NOBODY = 0;

  private static final long FNV_START = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  /**
   * Names the identifier where only its sameness counts: FNV-1a over its characters, then the
   * finaliser of MurmurHash3, and never {@link #NOBODY}. State on disk hangs on it. Two identifiers
   * of one customer with the same key would go the same way in a split, and nothing else.
   */
  public long key() {
    long hash = mixed(mixed(FNV_START, type) * FNV_PRIME, value);
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    hash ^= hash >>> 33;
    return hash == NOBODY ? 1 : hash;
  }

  private static long mixed(long start, String text) {
    long hash = start;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FNV_PRIME;
    }
    return hash;
  }
}
