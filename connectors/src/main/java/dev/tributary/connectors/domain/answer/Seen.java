package dev.tributary.connectors.domain.answer;

import dev.tributary.connectors.domain.request.Body;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.domain.json.JsonReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * An answer as rules see it: {@code {status, headers, body}}.
 *
 * @param headers by name in lower case
 * @param body the beginning of it
 */
public record Seen(int status, Map<String, String> headers, Body body) {

  public Seen {
    headers = Map.copyOf(headers);
  }

  /** What rules and captures look at; made when one asks, and once. */
  Supplier<Json.Obj> document() {
    return new Supplier<>() {
      private Json.Obj made = Json.Obj.EMPTY;

      @Override
      public Json.Obj get() {
        if (made.fields().isEmpty()) {
          made = asJson();
        }
        return made;
      }
    };
  }

  /** The answer as JSON; a body that is none is text. */
  public Json.Obj asJson() {
    var fields = new LinkedHashMap<String, Json>();
    fields.put("status", Json.of(status));
    var named = new LinkedHashMap<String, Json>();
    headers.forEach((name, value) -> named.put(name, Json.of(value)));
    fields.put("headers", new Json.Obj(named));
    var text = body.text();
    Json read;
    try {
      read = JsonReader.read(text);
    } catch (InvalidValue _) {
      read = Json.of(text);
    }
    fields.put("body", read);
    return new Json.Obj(fields);
  }
}
