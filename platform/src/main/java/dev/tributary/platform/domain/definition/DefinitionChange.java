package dev.tributary.platform.domain.definition;

import dev.tributary.platform.domain.definition.Definition.Origin;
import dev.tributary.platform.domain.json.Json;
import java.time.Instant;
import java.util.Optional;

/** What somebody wants of a definition. */
public sealed interface DefinitionChange {

  DefinitionKey key();

  Origin origin();

  /** Wants the definition to be this. */
  record Write(DefinitionKey key, Json.Obj spec, Origin origin, String author, Instant at)
      implements DefinitionChange {}

  /** Wants it not to be. */
  record Delete(DefinitionKey key, Origin origin, String author, Instant at)
      implements DefinitionChange {}

  /**
   * What becomes of the wish. A definition that came from a file or from Kubernetes is changed only
   * from there; one made by the API may be taken over by either. Numbers go on from the newest
   * version, deleted or not.
   *
   * @param newest the newest version there is; empty if there never was one
   */
  default ChangeOutcome decide(Optional<DefinitionVersion> newest) {
    var current =
        newest.flatMap(version ->
            version instanceof DefinitionVersion.Written(var definition)
                ? Optional.of(definition)
                : Optional.empty());
    if (current.isPresent() && !mayChange(current.get().origin())) {
      return new ChangeOutcome.ReadOnly(current.get().origin());
    }
    long next = newest.map(DefinitionVersion::version).orElse(0L) + 1;
    return switch (this) {
      case Write(var key, var spec, var origin, var author, var at) ->
          current
              .filter(known -> known.origin() == origin && known.spec().equals(spec))
              .<ChangeOutcome>map(
                  known -> new ChangeOutcome.Same(new DefinitionVersion.Written(known)))
              .orElseGet(() ->
                  new ChangeOutcome.Changed(
                      new DefinitionVersion.Written(
                          new Definition(key, next, spec, origin, author, at))));
      case Delete(var key, var origin, var author, var at) ->
          current.isEmpty()
              ? new ChangeOutcome.Absent()
              : new ChangeOutcome.Changed(
                  new DefinitionVersion.Deleted(key, next, origin, author, at));
    };
  }

  private boolean mayChange(Origin owner) {
    return owner == Origin.API || owner == origin();
  }
}
