package dev.tributary.identity.domain.linkage.blocking;

import dev.tributary.identity.domain.linkage.record.LinkageRecord;
import java.util.Arrays;
import java.util.List;

/**
 * The blocks that one rule makes, in primitive arrays: 8 bytes for each key of each record. Keys
 * are compared by 40 bits of their hash: a collision costs a comparison and changes no result.
 */
final class Blocks {

  /** Records that can be told apart beside 40 bits of hash. */
  static final int MOST_RECORDS = 1 << 24;

  private static final int RECORD_BITS = 24;
  private static final long RECORD_MASK = (1L << RECORD_BITS) - 1;

  /** Key hash, then record; in order. */
  private final long[] entries;

  /** Of each record its keys' hashes in order. */
  private final long[][] keysOf;

  private Blocks(long[] entries, long[][] keysOf) {
    this.entries = entries;
    this.keysOf = keysOf;
  }

  static Blocks of(BlockingRule rule, List<LinkageRecord> records) {
    if (records.size() > MOST_RECORDS) {
      throw new IllegalArgumentException("More records than can be told apart");
    }
    var keys = rule.over(records);
    long[][] keysOf = new long[records.size()][];
    int all = 0;
    for (int i = 0; i < keysOf.length; i++) {
      keysOf[i] = keys.of(i).stream().mapToLong(Blocks::hash).sorted().distinct().toArray();
      all += keysOf[i].length;
    }
    long[] entries = new long[all];
    int at = 0;
    for (int i = 0; i < keysOf.length; i++) {
      for (long key : keysOf[i]) {
        entries[at++] = (key << RECORD_BITS) | i;
      }
    }
    Arrays.sort(entries);
    return new Blocks(entries, keysOf);
  }

  /** Visits each block of two records or more. */
  void forEach(BlockVisitor visitor) {
    int start = 0;
    while (start < entries.length) {
      long key = entries[start] >>> RECORD_BITS;
      int end = start + 1;
      while (end < entries.length && entries[end] >>> RECORD_BITS == key) {
        end++;
      }
      if (end - start > 1) {
        visitor.block(key, start, end);
      }
      start = end;
    }
  }

  /** The record of an entry. */
  int record(int entry) {
    return (int) (entries[entry] & RECORD_MASK);
  }

  /** The first key that two records have in common among those of small blocks; -1 for none. */
  long firstInCommon(int one, int other, Oversize oversize) {
    long[] ofOne = keysOf[one];
    long[] ofOther = keysOf[other];
    int i = 0;
    int j = 0;
    while (i < ofOne.length && j < ofOther.length) {
      int order = Long.compare(ofOne[i], ofOther[j]);
      if (order == 0 && !oversize.contains(ofOne[i])) {
        return ofOne[i];
      }
      i += order <= 0 ? 1 : 0;
      j += order >= 0 ? 1 : 0;
    }
    return -1;
  }

  /** FNV-1a, folded to 40 bits. */
  private static long hash(String key) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < key.length(); i++) {
      hash = (hash ^ key.charAt(i)) * 0x100000001b3L;
    }
    return (hash ^ (hash >>> 40)) & ((1L << 40) - 1);
  }

  /** Sees one block: its key and its entries, from start until before end. */
  interface BlockVisitor {
    void block(long key, int start, int end);
  }

  /** Keys of blocks that are too large. */
  interface Oversize {
    boolean contains(long key);
  }
}
