package dev.tributary.identity.domain.entity;

import dev.tributary.identity.domain.follow.AnchorIds;
import dev.tributary.identity.domain.identifier.Identifier;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What some customers have in common.
 *
 * @param shared the common values, as compared, by the name of their path
 */
public record Household(EntityKey key, SortedMap<String, String> shared) {

  private static final String TYPE = "household";

  public Household {
    shared = new TreeMap<>(shared);
  }

  /**
   * The household of those who share some values. Its id depends on the name of the entity, the
   * paths and the values alone; it is keyed like the ids of profiles, so that nobody finds an
   * address from it by trying.
   */
  static Household of(AnchorIds ids, String entity, Map<String, String> shared) {
    var text = new StringBuilder(entity);
    var sorted = new TreeMap<>(shared);
    sorted.forEach((path, value) -> text.append('\0').append(path).append('\0').append(value));
    var id = ids.of(Identifier.of(TYPE, sha256(text.toString())));
    return new Household(new EntityKey(entity, id.text()), sorted);
  }

  private static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
