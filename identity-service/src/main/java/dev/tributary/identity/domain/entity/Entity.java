package dev.tributary.identity.domain.entity;

import java.util.List;

/**
 * An account or a household as read.
 *
 * @param seen by which events it is known; of a household only since when
 * @param traits in order of their names, without the removed
 */
public record Entity(EntityKey key, Sighting seen, List<EntityTrait> traits) {

  public Entity {
    traits = List.copyOf(traits);
  }
}
