package dev.tributary.audience.domain.relation;

import dev.tributary.audience.domain.bytes.ByteReader;
import dev.tributary.audience.domain.bytes.ByteWriter;
import dev.tributary.platform.domain.InvalidValue;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which entities a profile belongs to, with their traits. Read only where a condition asks. A
 * working copy, as the profile is.
 *
 * <p>At most {@value #MAX_LINKS} entities, those that were left included; of more, one that was
 * left makes room, or else the newcomer is left out.
 */
public final class Relations {

  public static final int MAX_LINKS = 500;

  private static final int VERSION = 1;

  private final Map<Entity, EntityLink> links = new LinkedHashMap<>();

  /**
   * An account, a household.
   *
   * @param kind name of its definition, for instance {@code accounts}
   */
  public record Entity(String kind, String id) {

    /** Names it among all entities; no kind has a slash in it. */
    public String key() {
      return kind + "/" + id;
    }

    /** Reads {@link #key} back. */
    public static Entity ofKey(String key) {
      int slash = Math.max(0, key.indexOf('/'));
      return new Entity(key.substring(0, slash), key.substring(Math.min(key.length(), slash + 1)));
    }
  }

  /** All entities that the profile belongs to. */
  public Set<Entity> members() {
    var members = new LinkedHashSet<Entity>();
    links.forEach((entity, link) -> {
      if (link.member()) {
        members.add(entity);
      }
    });
    return members;
  }

  /** The entities of a kind that the profile belongs to. */
  public List<Entity> members(String kind) {
    return members().stream().filter(entity -> entity.kind().equals(kind)).toList();
  }

  /** What was told of the entities of a kind that the profile belongs to. */
  public List<EntityLink> of(String kind) {
    return links.entrySet().stream()
        .filter(link -> link.getKey().kind().equals(kind) && link.getValue().member())
        .map(Map.Entry::getValue)
        .toList();
  }

  public boolean isEmpty() {
    return links.isEmpty();
  }

  /**
   * Notes what was told.
   *
   * @return whether anything is stored that was not before
   */
  public boolean tell(Entity entity, EntityLink told) {
    var there = links.get(entity);
    if (there == null && links.size() >= MAX_LINKS && !madeRoom()) {
      return false;
    }
    var link = there == null ? told : there.combined(told);
    links.put(entity, link);
    return !link.equals(there);
  }

  /** Takes in another profile's. */
  public void absorb(Relations other) {
    other.links.forEach(this::tell);
  }

  private boolean madeRoom() {
    Optional<Entity> left =
        links.entrySet().stream()
            .filter(link -> !link.getValue().member())
            .map(Map.Entry::getKey)
            .findFirst();
    left.ifPresent(links::remove);
    return left.isPresent();
  }

  /** The binary form. */
  public byte[] toBytes() {
    var out = new ByteWriter();
    out.writeByte(VERSION);
    out.writeUnsigned(links.size());
    links.forEach((entity, link) -> {
      out.writeText(entity.kind());
      out.writeText(entity.id());
      out.writeByte(link.member() ? 1 : 0);
      out.writeSigned(link.atMillis());
      out.writeUnsigned(link.traits().size());
      link.traits()
          .forEach((name, value) -> {
            out.writeText(name);
            out.writeSigned(value.precedence());
            out.writeJson(value.value());
          });
    });
    return out.toByteArray();
  }

  /**
   * Reads the binary form.
   *
   * @throws InvalidValue if the bytes are none, or of a release newer than this one
   */
  public static Relations fromBytes(byte[] bytes) {
    var in = new ByteReader(bytes);
    if (in.readByte() != VERSION) {
      throw new InvalidValue("stored relations", "of an unknown version");
    }
    var relations = new Relations();
    int links = in.readSize();
    for (int i = 0; i < links; i++) {
      var entity = new Entity(in.readText(), in.readText());
      boolean member = in.readByte() == 1;
      long atMillis = in.readSigned();
      var traits = new HashMap<String, EntityLink.Value>();
      for (int left = in.readSize(); left > 0; left--) {
        var name = in.readText();
        long precedence = in.readSigned();
        traits.put(name, new EntityLink.Value(in.readJson(), precedence));
      }
      relations.links.put(entity, new EntityLink(member, atMillis, traits));
    }
    return relations;
  }
}
