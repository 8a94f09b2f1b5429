package dev.tributary.audience.domain.entity;

import dev.tributary.audience.domain.bytes.ByteReader;
import dev.tributary.audience.domain.bytes.ByteWriter;
import dev.tributary.audience.domain.bytes.StableHash;
import dev.tributary.audience.domain.state.FeatureState;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one member brings to an entity. What is not in it, the member's partition was not asked for
 * yet; an empty state and {@code false} are answers.
 *
 * @param states by the places of features
 * @param holds by the ids of conditions, whether they hold of the member
 */
public record Share(Map<Long, FeatureState> states, Map<Long, Boolean> holds) {

  /** Of a member that was asked for nothing. */
  public static final Share NOTHING = new Share(Map.of(), Map.of());

  public Share {
    states = Map.copyOf(states);
    holds = Map.copyOf(holds);
  }

  /** The same for equal shares. */
  long fingerprint() {
    var out = new ByteWriter();
    write(out);
    return StableHash.of(out.toByteArray());
  }

  /** Appends its binary form. */
  public void write(ByteWriter out) {
    out.writeUnsigned(states.size());
    new TreeMap<>(states)
        .forEach((place, state) -> {
          out.writeLong(place);
          state.write(out);
        });
    writeAnswers(out, holds);
  }

  /** Reads what {@link #write} wrote. */
  public static Share read(ByteReader in) {
    var states = new TreeMap<Long, FeatureState>();
    for (int left = in.readSize(); left > 0; left--) {
      states.put(in.readLong(), FeatureState.read(in));
    }
    return new Share(states, readAnswers(in));
  }

  /** Appends yes and no by number. */
  public static void writeAnswers(ByteWriter out, Map<Long, Boolean> answers) {
    out.writeUnsigned(answers.size());
    new TreeMap<>(answers)
        .forEach((id, yes) -> {
          out.writeLong(id);
          out.writeByte(yes ? 1 : 0);
        });
  }

  /** Reads what {@link #writeAnswers} wrote. */
  public static Map<Long, Boolean> readAnswers(ByteReader in) {
    var answers = new TreeMap<Long, Boolean>();
    for (int left = in.readSize(); left > 0; left--) {
      long id = in.readLong();
      answers.put(id, in.readByte() == 1);
    }
    return Map.copyOf(answers);
  }
}
