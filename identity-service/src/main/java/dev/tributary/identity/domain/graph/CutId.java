package dev.tributary.identity.domain.graph;

import java.util.UUID;

/** Names a cut: the word of a person that some identifiers are not one customer's. */
public record CutId(UUID value) {

  /** The two sides of a cut; no customer may have identifiers of both. */
  public enum Side {
    ONE,
    OTHER
  }
}
