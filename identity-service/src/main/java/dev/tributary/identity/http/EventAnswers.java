package dev.tributary.identity.http;

import dev.tributary.identity.domain.audience.PastEvent;
import dev.tributary.identity.domain.event.EvidenceReader;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.rules.Rules;
import dev.tributary.platform.domain.json.Json;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Events as the Profile API tells them, in the shape of Segment's. */
final class EventAnswers {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private EventAnswers() {}

  /** A page of events, with the identifiers that the rules in force find in each. */
  static Json events(List<PastEvent> events, Rules rules, Json cursor) {
    var fields = new LinkedHashMap<String, Json>();
    fields.put("data", new Json.Arr(events.stream().map(event -> event(event, rules)).toList()));
    fields.put("cursor", cursor);
    return new Json.Obj(fields);
  }

  private static Json event(PastEvent past, Rules rules) {
    var event = past.event();
    var fields = new LinkedHashMap<String, Json>();
    fields.put("external_ids", externalIds(past, rules));
    fields.put("context", object(past, "context"));
    fields.put("type", Json.of(event.call().name().toLowerCase(Locale.ROOT)));
    fields.put("message_id", Json.of(event.origin().messageId()));
    fields.put("source_id", Json.of(event.origin().source()));
    fields.put("timestamp", time(event.happenedAt()));
    fields.put("properties", object(past, "properties"));
    switch (event.call()) {
      case IDENTIFY, GROUP -> fields.put("traits", object(past, "traits"));
      case TRACK, PAGE, SCREEN, ALIAS -> {}
    }
    fields.put("event", Json.of(past.name()));
    fields.put("related", Json.object("users", new Json.Arr(List.of())));
    return new Json.Obj(fields);
  }

  private static Json externalIds(PastEvent past, Rules rules) {
    var evidence = EvidenceReader.read(past.event(), rules);
    return new Json.Arr(
        Stream.concat(evidence.joining().stream(), evidence.shared().stream())
            .map(EventAnswers::externalId)
            .toList());
  }

  private static Json externalId(Identifier identifier) {
    var fields = new LinkedHashMap<String, Json>();
    fields.put("collection", Json.of("users"));
    fields.put("type", Json.of(identifier.type().name()));
    fields.put("id", Json.of(identifier.value()));
    fields.put("encoding", Json.of("none"));
    return new Json.Obj(fields);
  }

  private static Json object(PastEvent past, String name) {
    return past.event().document().field(name).orElse(Json.Obj.EMPTY) instanceof Json.Obj object
        ? object
        : Json.Obj.EMPTY;
  }

  private static Json time(Instant instant) {
    return Json.of(TIME.format(instant));
  }
}
