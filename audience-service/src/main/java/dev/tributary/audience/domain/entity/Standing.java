package dev.tributary.audience.domain.entity;

import dev.tributary.audience.domain.bytes.ByteReader;
import dev.tributary.audience.domain.bytes.ByteWriter;
import dev.tributary.audience.domain.state.Conclusion;
import dev.tributary.audience.domain.state.Profile;
import dev.tributary.platform.domain.InvalidValue;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was last concluded of an entity.
 *
 * @param traits by rule id, with the versions of what was told
 * @param answers by the ids of questions, as its members were told
 * @param due when time changes something next; {@link Profile#NEVER} for never
 */
public record Standing(
    Map<Long, Conclusion.Computed> traits, Map<Long, Boolean> answers, long due) {

  /** Of an entity that nothing was heard of. */
  public static final Standing NONE = new Standing(Map.of(), Map.of(), Profile.NEVER);

  private static final int VERSION = 1;

  public Standing {
    traits = Map.copyOf(traits);
    answers = Map.copyOf(answers);
  }

  /** The binary form. */
  public byte[] toBytes() {
    var out = new ByteWriter();
    out.writeByte(VERSION);
    out.writeUnsigned(traits.size());
    new TreeMap<>(traits)
        .forEach((rule, conclusion) -> {
          out.writeLong(rule);
          out.writeUnsigned(conclusion.version());
          out.writeJson(conclusion.value());
        });
    Share.writeAnswers(out, answers);
    out.writeLong(due);
    return out.toByteArray();
  }

  /**
   * Reads the binary form.
   *
   * @throws InvalidValue if the bytes are none, or of a release newer than this one
   */
  public static Standing fromBytes(byte[] bytes) {
    var in = new ByteReader(bytes);
    if (in.readByte() != VERSION) {
      throw new InvalidValue("stored standing of an entity", "of an unknown version");
    }
    var traits = new TreeMap<Long, Conclusion.Computed>();
    for (int left = in.readSize(); left > 0; left--) {
      long rule = in.readLong();
      traits.put(rule, new Conclusion.Computed(in.readUnsigned(), in.readJson()));
    }
    return new Standing(traits, Share.readAnswers(in), in.readLong());
  }
}
