package dev.tributary.identity.domain.entity;

import dev.tributary.identity.domain.event.Origin;

/** The first and the last event that spoke of an account. */
public record Sighting(Origin first, Origin last) {

  static Sighting of(Origin origin) {
    return new Sighting(origin, origin);
  }

  /** Both together. */
  public Sighting and(Sighting other) {
    return new Sighting(first.orEarlier(other.first), last.orLater(other.last));
  }
}
