package dev.tributary.audience.domain.state;

import dev.tributary.audience.domain.bytes.ByteReader;
import dev.tributary.audience.domain.bytes.ByteWriter;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is known, not computed, of one profile: its custom traits and its identifiers. Kept apart
 * from {@link Profile} because most events change none of it. A working copy, as that is.
 *
 * <p>A trait keeps, beside the value that holds, the strongest values of other anchors, {@value
 * #MAX_VALUES} in all: should a split take the writer along, the next one holds.
 *
 * <p>At most {@value #MAX_TRAITS} traits and {@value #MAX_IDENTIFIERS} identifiers; more are left
 * out, first come first kept.
 */
public final class Attributes {

  public static final int MAX_TRAITS = 6_000;
  public static final int MAX_IDENTIFIERS = 2_000;
  public static final int MAX_VALUES = 8;

  private static final int BEFORE_SPLITS = 1;
  private static final int BEFORE_TIES = 2;
  private static final int VERSION = 3;

  /** The strongest value first, one of each anchor. */
  private final Map<String, List<TraitValue>> traits = new LinkedHashMap<>();

  /** With the customer's version at which each was last known to be here. */
  private final Map<Identifier, Long> identifiers = new LinkedHashMap<>();

  /** The trait's value, where it has one. */
  public Optional<Json> trait(String name) {
    var values = traits.get(name);
    return values == null
        ? Optional.empty()
        : Optional.of(values.getFirst().value()).filter(value -> !(value instanceof Json.Null));
  }

  /** The traits that have a value, by name. */
  public Map<String, Json> traits() {
    var valued = new TreeMap<String, Json>();
    traits.keySet().forEach(name -> trait(name).ifPresent(value -> valued.put(name, value)));
    return valued;
  }

  /** In the order they were learnt. */
  public Set<Identifier> identifiers() {
    return Collections.unmodifiableSet(identifiers.keySet());
  }

  /** With the customer's version at which each was last known to be here. */
  public Map<Identifier, Long> identifiersSince() {
    return Collections.unmodifiableMap(identifiers);
  }

  /** The keys of all anchors whose events set something that is kept. */
  public Set<Long> writers() {
    var writers = new LinkedHashSet<Long>();
    traits.values().forEach(values -> values.forEach(value -> writers.add(value.anchor())));
    return writers;
  }

  /**
   * Notes what an anchor's event set, or removed by null. Of two values of one anchor the one with
   * the higher precedence stays, the newcomer if they are equal; of two anchors' both.
   *
   * @return whether anything is stored that was not before
   */
  public boolean setTrait(String name, TraitValue value) {
    var before = traits.getOrDefault(name, List.of());
    if (before.isEmpty() && traits.size() >= MAX_TRAITS) {
      return false;
    }
    var own = ofAnchor(before, value.anchor());
    if (own.filter(there -> isStronger(there, value)).isPresent()) {
      return false;
    }
    var after = with(before, value);
    traits.put(name, after);
    return !after.equals(before);
  }

  /**
   * Sets a trait as a split told it: a value of no known anchor gives way, for its writer may have
   * left; a value of an anchor that stays holds if it is stronger.
   */
  public void tellTrait(String name, TraitValue value) {
    var others =
        traits.getOrDefault(name, List.of()).stream()
            .filter(there -> there.anchor() != Identifier.NOBODY)
            .toList();
    var own = ofAnchor(others, value.anchor());
    if (own.filter(there -> isStronger(there, value)).isPresent()) {
      traits.put(name, others);
    } else if (traits.containsKey(name) || traits.size() < MAX_TRAITS) {
      traits.put(name, with(others, value));
    }
  }

  /** Adds an identifier; false where it is known, or one too many. */
  public boolean addIdentifier(Identifier identifier, long since) {
    var known = identifiers.get(identifier);
    if (known == null ? identifiers.size() >= MAX_IDENTIFIERS : known >= since) {
      return false;
    }
    identifiers.put(identifier, since);
    return true;
  }

  /**
   * Takes in another profile's. Of a trait that both have, the stronger value holds; of two that
   * are equally strong the same one in either direction.
   *
   * @return the identifiers that were not here before
   */
  public List<Identifier> absorb(Attributes other) {
    other.traits.forEach((name, theirs) -> {
      var ours = traits.getOrDefault(name, List.of());
      if (!ours.isEmpty() || traits.size() < MAX_TRAITS) {
        var all = ours;
        for (var value : theirs) {
          var own = ofAnchor(all, value.anchor());
          if (own.filter(there -> TraitValue.STRENGTH.compare(there, value) >= 0).isEmpty()) {
            all = with(all, value);
          }
        }
        traits.put(name, all);
      }
    });
    var gained = new ArrayList<Identifier>();
    other.identifiers.forEach((identifier, since) -> {
      boolean known = identifiers.containsKey(identifier);
      if (addIdentifier(identifier, since) && !known) {
        gained.add(identifier);
      }
    });
    return gained;
  }

  /** Takes out the identifiers that leave, and every value that their events set. */
  public Attributes take(Leaving leaving) {
    var taken = new Attributes();
    for (var entry : List.copyOf(identifiers.entrySet())) {
      if (leaving.leaves(entry.getKey().key(), entry.getValue())) {
        taken.identifiers.put(entry.getKey(), entry.getValue());
        identifiers.remove(entry.getKey());
      }
    }
    for (var entry : List.copyOf(traits.entrySet())) {
      var left = new ArrayList<TraitValue>();
      var stayed = new ArrayList<TraitValue>();
      for (var value : entry.getValue()) {
        (leaving.leaves(value.anchor(), value.since()) ? left : stayed).add(value);
      }
      if (!left.isEmpty()) {
        taken.traits.put(entry.getKey(), List.copyOf(left));
        if (stayed.isEmpty()) {
          traits.remove(entry.getKey());
        } else {
          traits.put(entry.getKey(), List.copyOf(stayed));
        }
      }
    }
    return taken;
  }

  /** By the key of who set a value, as of which version the oldest was known to be here. */
  Map<Long, Long> writersSince() {
    var since = new HashMap<Long, Long>();
    for (var values : traits.values()) {
      values.forEach(value -> since.merge(value.anchor(), value.since(), Math::min));
    }
    return since;
  }

  /** Notes that all of them were known to be the profile's at a version. */
  void heard(long version) {
    identifiers.replaceAll((_, since) -> Math.max(since, version));
    traits.replaceAll((_, values) -> values.stream().map(value -> value.heard(version)).toList());
  }

  public boolean isEmpty() {
    return traits.isEmpty() && identifiers.isEmpty();
  }

  /** Of equal ones the newcomer takes the place. */
  private static boolean isStronger(TraitValue there, TraitValue value) {
    return there.precedence() == value.precedence()
        ? there.tie() > value.tie()
        : there.precedence() > value.precedence();
  }

  private static Optional<TraitValue> ofAnchor(List<TraitValue> values, long anchor) {
    return values.stream().filter(value -> value.anchor() == anchor).findFirst();
  }

  private static List<TraitValue> with(List<TraitValue> values, TraitValue added) {
    var all = new ArrayList<>(values);
    all.removeIf(value -> value.anchor() == added.anchor());
    all.add(added);
    all.sort(TraitValue.STRENGTH.reversed());
    return List.copyOf(all.size() > MAX_VALUES ? all.subList(0, MAX_VALUES) : all);
  }

  /** The binary form: a version, then both lists. */
  public byte[] toBytes() {
    var out = new ByteWriter();
    out.writeByte(VERSION);
    out.writeUnsigned(identifiers.size());
    identifiers.forEach((identifier, since) -> {
      out.writeText(identifier.type());
      out.writeText(identifier.value());
      out.writeUnsigned(since);
    });
    out.writeUnsigned(traits.size());
    traits.forEach((name, values) -> {
      out.writeText(name);
      out.writeUnsigned(values.size());
      for (var value : values) {
        out.writeLong(value.anchor());
        out.writeUnsigned(value.since());
        out.writeSigned(value.precedence());
        out.writeSigned(value.tie());
        out.writeJson(value.value());
      }
    });
    return out.toByteArray();
  }

  /**
   * Reads the binary form, or that of a release before.
   *
   * @throws InvalidValue if the bytes are none, or of a release newer than this one
   */
  public static Attributes fromBytes(byte[] bytes) {
    var in = new ByteReader(bytes);
    int version = in.readByte();
    if (version != VERSION && version != BEFORE_TIES && version != BEFORE_SPLITS) {
      throw new InvalidValue("stored attributes", "of an unknown version");
    }
    boolean old = version == BEFORE_SPLITS;
    var attributes = new Attributes();
    int identifiers = in.readSize();
    for (int i = 0; i < identifiers; i++) {
      var identifier = new Identifier(in.readText(), in.readText());
      attributes.identifiers.put(identifier, old ? 0 : in.readUnsigned());
    }
    int traits = in.readSize();
    for (int i = 0; i < traits; i++) {
      var name = in.readText();
      int size = old ? 1 : in.readSize();
      var values = new ArrayList<TraitValue>(size);
      for (int value = 0; value < size; value++) {
        long anchor = old ? Identifier.NOBODY : in.readLong();
        long since = old ? 0 : in.readUnsigned();
        long precedence = in.readSigned();
        long tie = version == VERSION ? in.readSigned() : 0;
        values.add(new TraitValue(anchor, since, in.readJson(), precedence, tie));
      }
      if (!values.isEmpty()) {
        attributes.traits.put(name, List.copyOf(values));
      }
    }
    return attributes;
  }
}
