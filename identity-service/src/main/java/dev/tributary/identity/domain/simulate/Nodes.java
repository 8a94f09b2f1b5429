package dev.tributary.identity.domain.simulate;

import dev.tributary.identity.domain.profile.ProfileId;
import java.util.Arrays;
import java.util.UUID;

/** Numbers nodes from zero, in a few bytes each: an open hash table over arrays. */
final class Nodes {

  /** About what one node costs here and in two worlds, with what hangs on it. */
  static final int BYTES_EACH = 400;

  private static final long NEVER = Long.MAX_VALUE;

  private long[] high = new long[1 << 10];
  private long[] low = new long[1 << 10];
  private long[] first = new long[1 << 10];
  private int[] profile = new int[1 << 10];
  private int[] table = filled(1 << 11);
  private int size;

  /** The number of a node, a new one where it has none. */
  int number(ProfileId id) {
    long a = id.value().getMostSignificantBits();
    long b = id.value().getLeastSignificantBits();
    int at = slot(a, b, table);
    if (table[at] < 0) {
      if (size == high.length) {
        grow();
        at = slot(a, b, table);
      }
      high[size] = a;
      low[size] = b;
      first[size] = NEVER;
      profile[size] = -1;
      table[at] = size++;
    }
    return table[at];
  }

  /** Notes that a node is stored: when it was first named, and whose it is. */
  void store(int node, long firstMillis, int profileNode) {
    first[node] = firstMillis;
    profile[node] = profileNode;
  }

  ProfileId id(int node) {
    return new ProfileId(new UUID(high[node], low[node]));
  }

  boolean isStored(int node) {
    return profile[node] >= 0;
  }

  /** The number of the profile that has a stored node. */
  int profile(int node) {
    return profile[node];
  }

  /** When a node was first named; never, for one that is not stored. */
  long first(int node) {
    return first[node];
  }

  int size() {
    return size;
  }

  private int slot(long a, long b, int[] slots) {
    // Ids are digests: any of their bits are as good as a hash.
    int at = (int) (a ^ (b >>> 7)) & (slots.length - 1);
    while (slots[at] >= 0 && (high[slots[at]] != a || low[slots[at]] != b)) {
      at = (at + 1) & (slots.length - 1);
    }
    return at;
  }

  private void grow() {
    int more = high.length * 2;
    high = Arrays.copyOf(high, more);
    low = Arrays.copyOf(low, more);
    first = Arrays.copyOf(first, more);
    profile = Arrays.copyOf(profile, more);
    var wider = filled(more * 2);
    for (int i = 0; i < size; i++) {
      wider[slot(high[i], low[i], wider)] = i;
    }
    table = wider;
  }

  private static int[] filled(int length) {
    var slots = new int[length];
    Arrays.fill(slots, -1);
    return slots;
  }
}
