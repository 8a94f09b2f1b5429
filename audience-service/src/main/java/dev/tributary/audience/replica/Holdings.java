package dev.tributary.audience.replica;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The entries that one replica holds, by partition, in the binary form in which they are stored.
 * Every method throws {@link dev.tributary.platform.domain.Unavailable} where the replica does not
 * hold the partition just now, or does not answer.
 */
public interface Holdings {

  /** What stands under a key; null where nothing does. */
  byte @Nullable [] entry(int partition, byte[] key);

  /** The first entries from one key to another, both included, in their order. */
  Page entries(int partition, byte[] from, byte[] to);

  /** By partition, the offset before which everything is in the entries. */
  Map<Integer, Long> positions();

  /**
   * Some of the entries that were asked for.
   *
   * @param more whether there are further ones; then there is one here at least
   */
  record Page(List<Entry> entries, boolean more) {

    public Page {
      entries = List.copyOf(entries);
    }
  }

  /** A key with what stands under it; neither is to be changed. */
  final class Entry {

    private final byte[] key;
    private final byte[] value;

    public Entry(byte[] key, byte[] value) {
      this.key = key;
      this.value = value;
    }

    public byte[] key() {
      return key;
    }

    public byte[] value() {
      return value;
    }
  }
}
