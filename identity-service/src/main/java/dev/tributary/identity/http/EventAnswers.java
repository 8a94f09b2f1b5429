package dev.tributary.identity.http;

import dev.tributary.identity.domain.audience.PastEvent;
import dev.tributary.identity.domain.event.EvidenceReader;
import dev.tributary.identity.domain.rules.Rules;
import dev.tributary.platform.bus.ToldEvent;
import dev.tributary.platform.bus.ToldEvent.ExternalId;
import dev.tributary.platform.domain.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Events as the Profile API tells them, in the shape of Segment's. */
final class EventAnswers {

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
    return new ToldEvent(
            event.call().name().toLowerCase(Locale.ROOT),
            event.origin().messageId(),
            event.origin().source(),
            event.happenedAt(),
            past.name(),
            event.document())
        .json(externalIds(past, rules));
  }

  private static List<ExternalId> externalIds(PastEvent past, Rules rules) {
    var evidence = EvidenceReader.read(past.event(), rules);
    return Stream.concat(evidence.joining().stream(), evidence.shared().stream())
        .map(identifier -> new ExternalId(identifier.type().name(), identifier.value()))
        .toList();
  }
}
