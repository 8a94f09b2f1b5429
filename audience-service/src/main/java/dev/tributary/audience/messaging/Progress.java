package dev.tributary.audience.messaging;

import dev.tributary.audience.domain.bytes.ByteReader;
import dev.tributary.audience.domain.bytes.ByteWriter;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far one partition is with a job; stored with what it counted, so that a crash repeats nothing
 * and leaves nothing out. A working copy.
 */
final class Progress {

  /** Of a partition that was at no known place when it heard of the job. */
  static final long UNKNOWN = -1;

  private static final int VERSION = 1;

  /** Number of the job; 0 where there is none. */
  final long job;

  /** The offset before which the history ends here: what comes from there on counts as it comes. */
  long until = UNKNOWN;

  /** The first offset that is not counted yet. */
  long next;

  /** Where the piece ends of which some is counted; {@link #UNKNOWN} where there is none. */
  long pieceEnd = UNKNOWN;

  /** The last profile of that piece that is counted, in their order. */
  String done = "";

  boolean finished;

  /** How much of the history was sent on to another partition since that was last reported. */
  long forwarded;

  /** The last round whose markers were sent from here. */
  int round;

  /** The last round that was reported. */
  int reported;

  /** From which partitions the marker of a round has come. */
  final Map<Integer, BitSet> markers = new TreeMap<>();

  Progress(long job) {
    this.job = job;
  }

  byte[] toBytes() {
    var out = new ByteWriter();
    out.writeByte(VERSION);
    out.writeUnsigned(job);
    out.writeSigned(until);
    out.writeUnsigned(next);
    out.writeSigned(pieceEnd);
    out.writeText(done);
    out.writeByte(finished ? 1 : 0);
    out.writeUnsigned(forwarded);
    out.writeUnsigned(round);
    out.writeUnsigned(reported);
    out.writeUnsigned(markers.size());
    markers.forEach((of, partitions) -> {
      out.writeUnsigned(of);
      out.writeBytes(partitions.toByteArray());
    });
    return out.toByteArray();
  }

  /**
   * Reads {@link #toBytes} back.
   *
   * @throws dev.tributary.platform.domain.InvalidValue if the bytes are none
   */
  static Progress fromBytes(byte[] bytes) {
    var in = new ByteReader(bytes);
    int _ = in.readByte();
    var progress = new Progress(in.readUnsigned());
    progress.until = in.readSigned();
    progress.next = in.readUnsigned();
    progress.pieceEnd = in.readSigned();
    progress.done = in.readText();
    progress.finished = in.readByte() == 1;
    progress.forwarded = in.readUnsigned();
    progress.round = (int) in.readUnsigned();
    progress.reported = (int) in.readUnsigned();
    for (int left = in.readSize(); left > 0; left--) {
      int of = (int) in.readUnsigned();
      progress.markers.put(of, BitSet.valueOf(in.readBytes()));
    }
    return progress;
  }
}
