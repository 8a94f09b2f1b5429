package dev.tributary.identity.domain.linkage.model;

import java.util.List;

/** The weights of a comparison's levels, in their order. */
public record FieldWeights(String comparison, List<LevelWeights> levels) {

  public FieldWeights {
    levels = List.copyOf(levels);
  }
}
