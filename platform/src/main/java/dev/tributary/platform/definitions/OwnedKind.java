package dev.tributary.platform.definitions;

import dev.tributary.platform.domain.definition.Kind;
import dev.tributary.platform.domain.definition.Violation;
import dev.tributary.platform.domain.json.Json;
import java.util.List;

/**
 * What a service must know of a kind of definition it owns. A bean of this type in a service makes
 * that service the kind's owner: it gets the storage and the admin API for it.
 */
public interface OwnedKind {

  Kind kind();

  /**
   * Everything wrong with a spec, in its order; empty when it is good. May block to look up what
   * the spec refers to. Called before anything is stored.
   */
  List<Violation> validate(String name, Json.Obj spec);

  /** Which other definitions need this one, as reasons not to delete it; empty when none does. */
  default List<Violation> usedBy(String name) {
    return List.of();
  }
}
