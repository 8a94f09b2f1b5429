package dev.tributary.audience.domain.engine;

import dev.tributary.audience.domain.relation.EntityLink;
import dev.tributary.audience.domain.state.FeatureState;
import dev.tributary.platform.domain.json.Json;
import java.util.Collection;
import java.util.Optional;

/** What predicates may ask about one profile at one moment; nothing in it is out of its window. */
interface Facts {

  FeatureState feature(long id);

  /** A custom trait's value; the first question costs reading the profile's attributes. */
  Optional<Json> customTrait(String name);

  /** The entities of a kind that the profile belongs to; the first question reads its relations. */
  Collection<EntityLink> entities(String kind);
}
