package dev.tributary.platform.domain.definition;

import dev.tributary.platform.domain.definition.Definition.Origin;
import java.time.Instant;

/** One entry in a definition's history. */
public sealed interface DefinitionVersion {

  /** A version that holds a spec. */
  record Written(Definition definition) implements DefinitionVersion {

    @Override
    public DefinitionKey key() {
      return definition.key();
    }

    @Override
    public long version() {
      return definition.version();
    }

    @Override
    public Origin origin() {
      return definition.origin();
    }

    @Override
    public String author() {
      return definition.author();
    }

    @Override
    public Instant changedAt() {
      return definition.changedAt();
    }
  }

  /** The version that deleted it. It has a number of its own, so that numbers only ever grow. */
  record Deleted(DefinitionKey key, long version, Origin origin, String author, Instant changedAt)
      implements DefinitionVersion {}

  DefinitionKey key();

  long version();

  Origin origin();

  /** Name of the caller who made it. */
  String author();

  Instant changedAt();
}
