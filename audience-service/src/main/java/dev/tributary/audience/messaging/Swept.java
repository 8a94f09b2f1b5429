package dev.tributary.audience.messaging;

import dev.tributary.audience.domain.bytes.ByteReader;
import dev.tributary.audience.domain.bytes.ByteWriter;
import dev.tributary.audience.domain.engine.Program;
import dev.tributary.platform.domain.InvalidValue;
import java.util.HashSet;
import java.util.Set;

/**
 * For which definitions every profile of a partition was looked at last.
 *
 * @param fingerprint of all of them; 0 since others came in force
 * @param effects of each rule, see {@link Program#effects}, that has been in force ever since
 */
record Swept(long fingerprint, Set<Long> effects) {

  /** Before anything was. */
  static final Swept NEVER = new Swept(0, Set.of());

  Swept {
    effects = Set.copyOf(effects);
  }

  static Swept of(Program program) {
    var effects = new HashSet<Long>();
    for (long effect : program.effects()) {
      effects.add(effect);
    }
    return new Swept(program.fingerprint(), effects);
  }

  boolean isFor(Program program) {
    return fingerprint == program.fingerprint();
  }

  /** What is left of it now that these definitions are in force. */
  Swept since(Program program) {
    if (isFor(program)) {
      return this;
    }
    var left = new HashSet<>(of(program).effects);
    left.retainAll(effects);
    return new Swept(0, left);
  }

  byte[] toBytes() {
    var out = new ByteWriter();
    out.writeLong(fingerprint);
    effects.forEach(out::writeLong);
    return out.toByteArray();
  }

  /**
   * Reads {@link #toBytes} back; of an earlier release the fingerprint alone.
   *
   * @throws InvalidValue if the bytes are none
   */
  static Swept fromBytes(byte[] bytes) {
    var in = new ByteReader(bytes);
    long fingerprint = in.readLong();
    var effects = new HashSet<Long>();
    while (!in.atEnd()) {
      effects.add(in.readLong());
    }
    return new Swept(fingerprint, effects);
  }
}
