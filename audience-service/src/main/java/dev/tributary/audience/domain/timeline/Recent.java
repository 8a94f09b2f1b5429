package dev.tributary.audience.domain.timeline;

/**
 * The newest references of a profile, kept with the profile itself until a chunk is full, and how
 * many full chunks there are. Chunks are numbered as they are filled; the first ones are dropped
 * first. Immutable; another instance exactly if something is new.
 */
public final class Recent {

  public static final Recent NONE = new Recent(0, 0, 0, new byte[0]);

  private final long firstChunk;
  private final long nextChunk;
  private final int count;
  private final byte[] block;

  /**
   * Holds references that are in no chunk yet.
   *
   * @param firstChunk number of the oldest chunk that is kept
   * @param nextChunk number of the chunk that is filled next
   * @param count how many references stand in the block
   * @param block as {@link References} writes it; not to be changed by anybody
   */
  public Recent(long firstChunk, long nextChunk, int count, byte[] block) {
    this.firstChunk = firstChunk;
    this.nextChunk = nextChunk;
    this.count = count;
    this.block = block;
  }

  /** Without any reference, chunks counting on. */
  public Recent emptied() {
    return isEmpty() ? this : new Recent(nextChunk, nextChunk, 0, new byte[0]);
  }

  public long firstChunk() {
    return firstChunk;
  }

  public long nextChunk() {
    return nextChunk;
  }

  public int count() {
    return count;
  }

  /** Shared, not copied: it is read for every event. */
  public byte[] block() {
    return block;
  }

  /** Whether there is no reference at all. */
  public boolean isEmpty() {
    return count == 0 && nextChunk == firstChunk;
  }
}
