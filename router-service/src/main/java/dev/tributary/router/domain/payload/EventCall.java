package dev.tributary.router.domain.payload;

import dev.tributary.platform.domain.json.Json;
import java.util.LinkedHashMap;

/**
 * An event as triggers, mappings and destinations see it: its document with what Tributary knows of
 * it in {@code context.tributary}: {@code profileId}, {@code source}, and where it was born in
 * {@code received} as {@code birth.partition} and {@code birth.offset}. A client that sends a field
 * of that name does not get through with it.
 */
public final class EventCall {

  private EventCall() {}

  /** Where an event stands in {@code received}. */
  public record Birth(int partition, long offset) {}

  /** The document with {@code context.tributary} set. */
  public static Json.Obj of(Json.Obj document, String profileId, String source, Birth birth) {
    var place = new LinkedHashMap<String, Json>();
    place.put("partition", Json.of(birth.partition()));
    place.put("offset", Json.of(birth.offset()));
    var tributary = new LinkedHashMap<String, Json>();
    tributary.put("profileId", Json.of(profileId));
    tributary.put("source", Json.of(source));
    tributary.put("birth", new Json.Obj(place));
    var context =
        document.field("context").orElse(Json.Obj.EMPTY) instanceof Json.Obj own
            ? own
            : Json.Obj.EMPTY;
    return document.with("context", context.with("tributary", new Json.Obj(tributary)));
  }
}
