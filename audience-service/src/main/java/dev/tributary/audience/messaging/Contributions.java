package dev.tributary.audience.messaging;

import dev.tributary.audience.domain.engine.Cause;
import dev.tributary.audience.domain.engine.Engine.Contribution;
import dev.tributary.audience.domain.engine.Engine.TraitSet;
import dev.tributary.audience.domain.engine.Occurrence;
import dev.tributary.audience.domain.engine.Program;
import dev.tributary.audience.domain.rule.EventKind;
import dev.tributary.audience.domain.state.Identifier;
import dev.tributary.platform.bus.EventDocument;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import dev.tributary.proto.v1.Event;
import dev.tributary.proto.v1.ResolvedEvent;
import dev.tributary.proto.v1.TraitChange;
import java.util.List;
import java.util.Optional;

/** Events on the bus as the engine takes them. The payload is parsed only if a feature asks. */
final class Contributions {

  private Contributions() {}

  static Contribution of(Program program, ResolvedEvent event) {
    var identifiers =
        event.getIdentifiersAddedList().stream()
            .map(identifier -> new Identifier(identifier.getType(), identifier.getValue()))
            .toList();
    var traits =
        event.getTraitChangesList().stream().flatMap(change -> trait(change).stream()).toList();
    return new Contribution(additions(program, event.getEvent()), traits, identifiers);
  }

  static Cause cause(ResolvedEvent event) {
    var birth = event.getEvent().getBirth();
    return new Cause.ByEvent(
        birth.getPartition(), birth.getOffset(), event.getEvent().getMessageId());
  }

  /** A payload that is no JSON object adds nothing; governance lets none pass. */
  private static List<Program.Addition> additions(Program program, Event event) {
    return kind(event)
        .map(kind -> {
          try {
            return program.additions(
                new Occurrence(
                    kind,
                    event.getEvent(),
                    event.getTimestampMillis(),
                    () -> EventDocument.of(event)));
          } catch (InvalidValue _) {
            return List.<Program.Addition>of();
          }
        })
        .orElseGet(List::of);
  }

  private static Optional<EventKind> kind(Event event) {
    return switch (event.getType()) {
      case EVENT_TYPE_TRACK -> Optional.of(EventKind.TRACK);
      case EVENT_TYPE_PAGE -> Optional.of(EventKind.PAGE);
      case EVENT_TYPE_SCREEN -> Optional.of(EventKind.SCREEN);
      case EVENT_TYPE_IDENTIFY,
          EVENT_TYPE_GROUP,
          EVENT_TYPE_ALIAS,
          EVENT_TYPE_UNSPECIFIED,
          UNRECOGNIZED ->
          Optional.empty();
    };
  }

  private static Optional<TraitSet> trait(TraitChange change) {
    try {
      var value =
          change.getValue().isEmpty()
              ? Json.Null.VALUE
              : JsonText.parse(change.getValue().toByteArray());
      return Optional.of(new TraitSet(change.getName(), value, change.getTimestampMillis()));
    } catch (InvalidValue _) {
      return Optional.empty();
    }
  }
}
