package dev.tributary.audience.definitions;

import dev.tributary.platform.definitions.DefinitionsFeed;
import dev.tributary.platform.domain.definition.Definition;
import dev.tributary.platform.domain.definition.Kind;
import dev.tributary.platform.domain.definition.Violation;
import dev.tributary.platform.domain.json.Json;
import java.util.List;

/** Which definitions of other services name one of this service. */
final class Users {

  private Users() {}

  /** The destinations whose spec lists the name under a field. */
  static List<Violation> destinations(DefinitionsFeed feed, String field, String name) {
    return feed.all(Kind.DESTINATION).stream()
        .filter(destination -> lists(destination, field, name))
        .map(destination -> new Violation(destination.key().text(), "lists it under " + field))
        .toList();
  }

  private static boolean lists(Definition destination, String field, String name) {
    return destination
        .spec()
        .field(field)
        .filter(value -> value instanceof Json.Arr(var items) && items.contains(Json.of(name)))
        .isPresent();
  }
}
