package dev.tributary.audience.domain.rule;

import dev.tributary.platform.domain.fql.Fql;
import dev.tributary.platform.domain.json.Json;
import java.util.function.Supplier;

/** A filter over the event's document: everything, or what an FQL expression matches. */
public sealed interface Where {

  /** Every event. */
  record Everything() implements Where {}

  /** The events that an FQL expression matches. */
  record Matching(Fql fql) implements Where {}

  /** Whether the filter lets the event pass. Reads the document only if it must. */
  default boolean admits(Supplier<Json.Obj> document) {
    return switch (this) {
      case Everything _ -> true;
      case Matching(var fql) -> fql.matches(document.get());
    };
  }

  /** The expression's text; empty for everything. */
  default String text() {
    return switch (this) {
      case Everything _ -> "";
      case Matching(var fql) -> fql.text().strip();
    };
  }
}
