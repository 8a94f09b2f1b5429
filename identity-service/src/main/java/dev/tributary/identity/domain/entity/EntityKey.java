package dev.tributary.identity.domain.entity;

import dev.tributary.platform.domain.InvalidValue;
import java.util.Comparator;

/**
 * Names one account, one household. Ordered by entity, then id.
 *
 * @param entity name of the definition: {@value #ACCOUNTS} for what group calls make
 * @param id a group's id; of a household one that follows from what its members share, and tells
 *     nothing of it
 */
public record EntityKey(String entity, String id) implements Comparable<EntityKey> {

  /** The entity that group calls make; it needs no definition. */
  public static final String ACCOUNTS = "accounts";

  public static final int MAX_ID_LENGTH = 500;

  private static final Comparator<EntityKey> ORDER =
      Comparator.comparing(EntityKey::entity).thenComparing(EntityKey::id);

  public EntityKey {
    if (id.isEmpty() || id.length() > MAX_ID_LENGTH) {
      throw new InvalidValue("id", "empty, or longer than " + MAX_ID_LENGTH + " characters");
    }
  }

  /** The account of a group. */
  public static EntityKey account(String groupId) {
    return new EntityKey(ACCOUNTS, groupId);
  }

  @Override
  public int compareTo(EntityKey other) {
    return ORDER.compare(this, other);
  }
}
