package dev.tributary.connectors.tool;

import dev.tributary.connectors.domain.definition.Action;
import dev.tributary.connectors.domain.definition.Connector;
import dev.tributary.connectors.domain.definition.Field;
import dev.tributary.connectors.domain.definition.Step;
import dev.tributary.connectors.domain.preview.SampleEvent;
import dev.tributary.platform.domain.json.Json;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What of a connector is tried. */
sealed interface Target {

  /** An action. */
  record Run(Action action) implements Target {}

  /** The making of a list. */
  record Create(Step step) implements Target {}

  /** Somebody enters a list, or leaves it. */
  record Change(Action action, boolean member) implements Target {}

  /** By the word that golden files have for it; empty where the connector has none such. */
  static Optional<Target> ofAudience(Connector connector, String word) {
    return connector
        .audience()
        .flatMap(audience ->
            switch (word) {
              case "create" -> audience.create().map(Create::new);
              case "add" -> Optional.of(new Change(audience.add(), true));
              case "remove" -> Optional.of(new Change(audience.remove(), false));
              default -> Optional.empty();
            });
  }

  /** An event that it is for. */
  default Json.Obj sample(Instant now) {
    return switch (this) {
      case Run(var action) -> SampleEvent.matching(action.trigger(), now);
      case Create _ -> SampleEvent.membership(true, now);
      case Change(_, var member) -> SampleEvent.membership(member, now);
    };
  }

  /** The fields that a mapping may give. */
  default Map<String, Field> fields() {
    return switch (this) {
      case Run(var action) -> action.fields();
      case Create _ -> Map.of();
      case Change(var action, _) -> action.fields();
    };
  }

  default String title() {
    return switch (this) {
      case Run(var action) -> action.name();
      case Create _ -> "audience: create";
      case Change(_, var member) -> member ? "audience: add" : "audience: remove";
    };
  }
}
