package dev.tributary.audience.domain.engine;

import dev.tributary.audience.domain.relation.EntityLink;
import dev.tributary.audience.domain.rule.Feature;
import dev.tributary.audience.domain.state.FeatureState;
import dev.tributary.platform.domain.json.Json;
import java.util.Collection;
import java.util.Optional;

/** What predicates may ask about one profile at one moment. */
interface Facts {

  /** In milliseconds since the epoch. */
  long now();

  String profileId();

  /** The elements of a feature that count now. */
  FeatureState feature(Feature feature);

  /** A custom trait's value; the first question costs reading the profile's attributes. */
  Optional<Json> customTrait(String name);

  /** The entities of a kind that the profile belongs to; the first question reads its relations. */
  Collection<EntityLink> entities(String kind);

  /** What each entity of a kind that the profile belongs to answered; empty for not yet. */
  Collection<Optional<Boolean>> answers(String kind, long question);

  /** Whether the profile is known by more than anonymous ids; reads its attributes. */
  boolean isKnown();

  /** Whether a profile linked with that score or more makes this one a member of the audience. */
  boolean isLinked(long audience, double minimum);
}
