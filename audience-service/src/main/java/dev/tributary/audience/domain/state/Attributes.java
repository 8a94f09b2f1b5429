package dev.tributary.audience.domain.state;

import dev.tributary.audience.domain.bytes.ByteReader;
import dev.tributary.audience.domain.bytes.ByteWriter;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is known, not computed, of one profile: its custom traits and its identifiers. Kept apart
 * from {@link Profile} because most events change none of it. A working copy, as that is.
 *
 * <p>At most {@value #MAX_TRAITS} traits and {@value #MAX_IDENTIFIERS} identifiers; more are left
 * out, first come first kept.
 */
public final class Attributes {

  public static final int MAX_TRAITS = 6_000;
  public static final int MAX_IDENTIFIERS = 2_000;

  private static final int VERSION = 1;

  private final Map<String, Dated> traits = new LinkedHashMap<>();
  private final Set<Identifier> identifiers = new LinkedHashSet<>();

  /** A value and when it was set; null for a trait that was removed then. */
  private record Dated(Json value, long setAtMillis) {}

  /** The trait's value, where it has one. */
  public Optional<Json> trait(String name) {
    return Optional.ofNullable(traits.get(name))
        .map(Dated::value)
        .filter(value -> !(value instanceof Json.Null));
  }

  /** In the order they were learnt. */
  public Set<Identifier> identifiers() {
    return Collections.unmodifiableSet(identifiers);
  }

  /**
   * Sets a trait, or removes it by null, unless what is there was set later.
   *
   * @return whether anything is stored that was not before
   */
  public boolean setTrait(String name, Json value, long atMillis) {
    var there = traits.get(name);
    if (there == null ? traits.size() >= MAX_TRAITS : there.setAtMillis > atMillis) {
      return false;
    }
    var dated = new Dated(value, atMillis);
    traits.put(name, dated);
    return !dated.equals(there);
  }

  /** Adds an identifier; false where it is known, or one too many. */
  public boolean addIdentifier(Identifier identifier) {
    return identifiers.size() < MAX_IDENTIFIERS && identifiers.add(identifier);
  }

  /**
   * Takes in another profile's. Of a trait that both have, the later one stays; of two set in the
   * same millisecond the same one in either direction.
   */
  public void absorb(Attributes other) {
    other.traits.forEach((name, theirs) -> {
      var ours = traits.get(name);
      if (ours == null
          || ours.setAtMillis != theirs.setAtMillis
          || order(theirs.value).compareTo(order(ours.value)) > 0) {
        setTrait(name, theirs.value, theirs.setAtMillis);
      }
    });
    other.identifiers.forEach(this::addIdentifier);
  }

  private static String order(Json value) {
    return value.typeName() + value;
  }

  /** The binary form: a version, then both lists. */
  public byte[] toBytes() {
    var out = new ByteWriter();
    out.writeByte(VERSION);
    out.writeUnsigned(identifiers.size());
    for (var identifier : identifiers) {
      out.writeText(identifier.type());
      out.writeText(identifier.value());
    }
    out.writeUnsigned(traits.size());
    traits.forEach((name, dated) -> {
      out.writeText(name);
      out.writeSigned(dated.setAtMillis);
      out.writeJson(dated.value);
    });
    return out.toByteArray();
  }

  /**
   * Reads the binary form.
   *
   * @throws InvalidValue if the bytes are none, or of a release newer than this one
   */
  public static Attributes fromBytes(byte[] bytes) {
    var in = new ByteReader(bytes);
    if (in.readByte() != VERSION) {
      throw new InvalidValue("stored attributes", "of an unknown version");
    }
    var attributes = new Attributes();
    int identifiers = in.readSize();
    for (int i = 0; i < identifiers; i++) {
      attributes.identifiers.add(new Identifier(in.readText(), in.readText()));
    }
    int traits = in.readSize();
    for (int i = 0; i < traits; i++) {
      var name = in.readText();
      long setAtMillis = in.readSigned();
      attributes.traits.put(name, new Dated(in.readJson(), setAtMillis));
    }
    return attributes;
  }

  /** The names of the traits that have a value. */
  public List<String> traitNames() {
    var names = new ArrayList<String>();
    traits.keySet().stream().filter(name -> trait(name).isPresent()).forEach(names::add);
    return List.copyOf(names);
  }
}
