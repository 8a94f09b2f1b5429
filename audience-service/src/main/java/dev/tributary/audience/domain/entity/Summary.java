package dev.tributary.audience.domain.entity;

import dev.tributary.audience.domain.bytes.ByteReader;
import dev.tributary.audience.domain.bytes.ByteWriter;
import dev.tributary.audience.domain.state.FeatureState;
import dev.tributary.platform.domain.InvalidValue;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What several members bring together. What not every one of them was asked for yet is not known.
 *
 * @param members how many they are
 */
public record Summary(long members, Map<Long, Tally> tallies) {

  private static final int VERSION = 1;

  public static final Summary NOBODY = new Summary(0, Map.of());

  /**
   * One feature, by its place, or one condition.
   *
   * @param asked how many members told
   * @param holding of how many the condition holds
   * @param state the elements of all of them
   */
  public record Tally(long asked, long holding, FeatureState state) {

    private static final Tally NONE = new Tally(0, 0, FeatureState.EMPTY);

    private Tally plus(Tally other) {
      return new Tally(asked + other.asked, holding + other.holding, state.combined(other.state));
    }
  }

  public Summary {
    tallies = Map.copyOf(tallies);
  }

  /** Of one member. */
  public static Summary of(Share share) {
    var tallies = new TreeMap<Long, Tally>();
    share.states().forEach((place, state) -> tallies.put(place, new Tally(1, 0, state)));
    share
        .holds()
        .forEach((id, holds) -> tallies.put(id, new Tally(1, holds ? 1 : 0, FeatureState.EMPTY)));
    return new Summary(1, tallies);
  }

  public Summary plus(Summary other) {
    if (members == 0) {
      return other;
    }
    var all = new TreeMap<>(tallies);
    other.tallies.forEach((id, tally) -> all.merge(id, tally, Tally::plus));
    return new Summary(members + other.members, all);
  }

  /** A feature's state over the events of all members, where all of them told. */
  public Optional<FeatureState> state(long place) {
    return known(place).map(Tally::state);
  }

  /** Of how many members a condition holds, where all of them told. */
  public OptionalLong holding(long condition) {
    var known = known(condition);
    return known.isEmpty() ? OptionalLong.empty() : OptionalLong.of(known.get().holding());
  }

  private Optional<Tally> known(long id) {
    var tally = tallies.getOrDefault(id, Tally.NONE);
    return tally.asked() == members ? Optional.of(tally) : Optional.empty();
  }

  /** The binary form. */
  public byte[] toBytes() {
    var out = new ByteWriter();
    out.writeByte(VERSION);
    out.writeUnsigned(members);
    out.writeUnsigned(tallies.size());
    new TreeMap<>(tallies)
        .forEach((id, tally) -> {
          out.writeLong(id);
          out.writeUnsigned(tally.asked());
          out.writeUnsigned(tally.holding());
          tally.state().write(out);
        });
    return out.toByteArray();
  }

  /**
   * Reads the binary form.
   *
   * @throws InvalidValue if the bytes are none, or of a release newer than this one
   */
  public static Summary fromBytes(byte[] bytes) {
    var in = new ByteReader(bytes);
    if (in.readByte() != VERSION) {
      throw new InvalidValue("stored summary", "of an unknown version");
    }
    long members = in.readUnsigned();
    var tallies = new TreeMap<Long, Tally>();
    for (int left = in.readSize(); left > 0; left--) {
      long id = in.readLong();
      tallies.put(id, new Tally(in.readUnsigned(), in.readUnsigned(), FeatureState.read(in)));
    }
    return new Summary(members, tallies);
  }
}
