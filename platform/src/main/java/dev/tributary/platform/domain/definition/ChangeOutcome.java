package dev.tributary.platform.domain.definition;

import dev.tributary.platform.domain.definition.Definition.Origin;

/** What became of a wish to change a definition. */
public sealed interface ChangeOutcome {

  /** There is a new version. */
  record Changed(DefinitionVersion version) implements ChangeOutcome {}

  /** It already is as wished; nothing new was stored. */
  record Same(DefinitionVersion version) implements ChangeOutcome {}

  /** There is nothing to delete. */
  record Absent() implements ChangeOutcome {}

  /** It came from elsewhere and is changed there only. */
  record ReadOnly(Origin owner) implements ChangeOutcome {}
}
