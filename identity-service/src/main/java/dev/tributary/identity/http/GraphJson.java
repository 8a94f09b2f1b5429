package dev.tributary.identity.http;

import dev.tributary.identity.domain.event.Origin;
import dev.tributary.identity.domain.explain.SeenLink;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.platform.domain.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;

/** Parts of the graph as the answers of this service spell them. */
public final class GraphJson {

  private GraphJson() {}

  /** An object of fields that alternate with their values. */
  public static Json.Obj object(Object... namesAndValues) {
    var fields = new LinkedHashMap<String, Json>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put((String) namesAndValues[i], (Json) namesAndValues[i + 1]);
    }
    return new Json.Obj(fields);
  }

  /** A list of things. */
  public static <T> Json.Arr array(List<T> items, Function<T, Json> toJson) {
    return new Json.Arr(items.stream().map(toJson).toList());
  }

  /** {@code type} and {@code value}. */
  public static Json.Obj identifier(Identifier identifier) {
    return object("type", Json.of(identifier.type().name()), "value", Json.of(identifier.value()));
  }

  /** {@code receivedAt}, {@code source} and {@code messageId} of an event. */
  public static Json.Obj origin(Origin origin) {
    return object(
        "receivedAt", Json.of(origin.receivedAt().toString()),
        "source", Json.of(origin.source()),
        "messageId", Json.of(origin.messageId()));
  }

  /** A link with its evidence; {@code reason} where it is kept apart. */
  public static Json.Obj link(SeenLink link) {
    var days =
        object(
            "count", Json.of(link.days()),
            "first", Json.of(link.firstDay().toString()),
            "last", Json.of(link.lastDay().toString()));
    var json =
        object(
            "one", identifier(link.one()),
            "other", identifier(link.other()),
            "first", origin(link.first()),
            "days", days);
    return link.apart().isEmpty() ? json : json.with("reason", Json.of(link.apart()));
  }
}
