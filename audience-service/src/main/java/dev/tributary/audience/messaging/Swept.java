package dev.tributary.audience.messaging;

import dev.tributary.audience.domain.bytes.ByteReader;
import dev.tributary.audience.domain.bytes.ByteWriter;
import dev.tributary.audience.domain.engine.Program;
import dev.tributary.platform.domain.InvalidValue;
import java.util.HashSet;
import java.util.Set;

/**
 * For which definitions every profile of a partition was looked at last, and which came in force
 * since. A rule that went and came back between two sweeps looks the same and is not: events met
 * without it concluded nothing for it. So what is known shrinks with each change, seen or not.
 *
 * @param fingerprint of the definitions of the last sweep that was done; 0 once others came
 * @param inForce fingerprint of those that came in force last
 * @param changes how often others came in force
 * @param effects of each rule, see {@link Program#effects}, that was there in the last sweep that
 *     was done and has been in force ever since
 */
record Swept(long fingerprint, long inForce, long changes, Set<Long> effects) {

  /** Before anything was. */
  static final Swept NEVER = new Swept(0, 0, 0, Set.of());

  Swept {
    effects = Set.copyOf(effects);
  }

  boolean isFor(Program program) {
    return fingerprint == program.fingerprint();
  }

  /** Every profile was looked at with these. */
  Swept done(Program program) {
    return new Swept(program.fingerprint(), program.fingerprint(), changes, effectsOf(program));
  }

  /** What is left of it when these come in force. */
  Swept since(Program program) {
    if (inForce == program.fingerprint()) {
      return this;
    }
    var left = effectsOf(program);
    left.retainAll(effects);
    return new Swept(0, program.fingerprint(), changes + 1, left);
  }

  private static Set<Long> effectsOf(Program program) {
    var effects = new HashSet<Long>();
    for (long effect : program.effects()) {
      effects.add(effect);
    }
    return effects;
  }

  byte[] toBytes() {
    var out = new ByteWriter(32 + Long.BYTES * effects.size());
    out.writeLong(fingerprint);
    out.writeLong(inForce);
    out.writeUnsigned(changes);
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
    if (in.atEnd()) {
      return new Swept(fingerprint, fingerprint, 0, Set.of());
    }
    long inForce = in.readLong();
    long changes = in.readUnsigned();
    var effects = new HashSet<Long>();
    while (!in.atEnd()) {
      effects.add(in.readLong());
    }
    return new Swept(fingerprint, inForce, changes, effects);
  }
}
