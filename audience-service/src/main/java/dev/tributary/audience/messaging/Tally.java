package dev.tributary.audience.messaging;

import dev.tributary.audience.domain.bytes.ByteReader;
import dev.tributary.audience.domain.bytes.ByteWriter;
import java.util.BitSet;

/** The reports about one round of a job that have come in so far. A working copy. */
final class Tally {

  final long job;
  final int round;
  private final BitSet partitions;
  private long forwarded;

  Tally(long job, int round) {
    this(job, round, new BitSet(), 0);
  }

  private Tally(long job, int round, BitSet partitions, long forwarded) {
    this.job = job;
    this.round = round;
    this.partitions = partitions;
    this.forwarded = forwarded;
  }

  /** Takes a partition's report, once. */
  void add(int partition, long sentOn) {
    if (!partitions.get(partition)) {
      partitions.set(partition);
      forwarded += sentOn;
    }
  }

  boolean isComplete(int all) {
    return partitions.cardinality() == all;
  }

  /** Whether anything was sent on in that round. */
  boolean foundSome() {
    return forwarded > 0;
  }

  byte[] toBytes() {
    var out = new ByteWriter();
    out.writeUnsigned(job);
    out.writeUnsigned(round);
    out.writeBytes(partitions.toByteArray());
    out.writeUnsigned(forwarded);
    return out.toByteArray();
  }

  /**
   * Reads {@link #toBytes} back.
   *
   * @throws dev.tributary.platform.domain.InvalidValue if the bytes are none
   */
  static Tally fromBytes(byte[] bytes) {
    var in = new ByteReader(bytes);
    return new Tally(
        in.readUnsigned(),
        (int) in.readUnsigned(),
        BitSet.valueOf(in.readBytes()),
        in.readUnsigned());
  }
}
