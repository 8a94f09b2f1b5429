package dev.tributary.identity.config;

import dev.tributary.identity.domain.entity.EntityListener;
import dev.tributary.identity.domain.entity.EntityStore;
import dev.tributary.identity.domain.entity.EntityUpkeep;
import dev.tributary.identity.domain.follow.AnchorIds;
import dev.tributary.identity.domain.rules.RulesInForce;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** What keeps entities, as beans. */
@Singleton
class EntitySettings {

  @Produces
  @Singleton
  EntityListener listener(EntityStore store, AnchorIds ids, RulesInForce rules) {
    return new EntityListener(store, ids, rules);
  }

  @Produces
  @Singleton
  EntityUpkeep upkeep(EntityStore store, AnchorIds ids) {
    return new EntityUpkeep(store, ids);
  }
}
