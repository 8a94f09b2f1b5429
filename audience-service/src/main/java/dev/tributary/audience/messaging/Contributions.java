package dev.tributary.audience.messaging;

import dev.tributary.audience.domain.engine.Cause;
import dev.tributary.audience.domain.engine.Engine.Contribution;
import dev.tributary.audience.domain.engine.Engine.TraitSet;
import dev.tributary.audience.domain.engine.Occurrence;
import dev.tributary.audience.domain.engine.Program;
import dev.tributary.audience.domain.relation.EntityLink;
import dev.tributary.audience.domain.rule.EventKind;
import dev.tributary.audience.domain.state.Identifier;
import dev.tributary.audience.domain.timeline.EventReference;
import dev.tributary.platform.bus.EventDocument;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import dev.tributary.proto.v1.EntityMembership;
import dev.tributary.proto.v1.Event;
import dev.tributary.proto.v1.EventType;
import dev.tributary.proto.v1.ResolvedEvent;
import dev.tributary.proto.v1.TraitChange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Events on the bus as the engine takes them. The payload is parsed only if a feature asks. */
final class Contributions {

  private Contributions() {}

  /**
   * What an event brings.
   *
   * @param plan number of the plan that was followed where the event was met first
   * @param here whether an identifier that it linked is the profile's still
   */
  static Contribution of(
      Program program,
      long plan,
      ResolvedEvent event,
      Predicate<Identifier> here,
      long anchor,
      long since) {
    var identifiers =
        event.getIdentifiersAddedList().stream()
            .map(identifier -> new Identifier(identifier.getType(), identifier.getValue()))
            .filter(here)
            .toList();
    var traits =
        Stream.of(event.getTraitChangesList(), event.getTraitsConfirmedList())
            .flatMap(changes -> traits(changes).stream())
            .toList();
    return new Contribution(
        additions(program, plan, event.getEvent()), traits, identifiers, anchor, since);
  }

  /** Key of the identifier to which the event belongs. */
  static long anchor(ResolvedEvent event) {
    return event.hasAnchor() ? key(event.getAnchor()) : Identifier.NOBODY;
  }

  static long key(dev.tributary.proto.v1.Identifier identifier) {
    return new Identifier(identifier.getType(), identifier.getValue()).key();
  }

  /** The event in a timeline. */
  static EventReference reference(ResolvedEvent resolved, long anchor, int partition, long offset) {
    var event = resolved.getEvent();
    long at = Math.clamp(event.getTimestampMillis(), Occurrence.EARLIEST, Occurrence.LATEST);
    return new EventReference(
        at, EventReference.nameKey(EventNames.of(event)), anchor, partition, offset);
  }

  /** Traits as they were set; those whose value cannot be read are left out. */
  static List<TraitSet> traits(List<TraitChange> changes) {
    return changes.stream().flatMap(change -> trait(change).stream()).toList();
  }

  /** What was told of a profile and an entity. */
  static EntityLink link(EntityMembership membership) {
    var traits = new LinkedHashMap<String, EntityLink.Value>();
    for (var trait : traits(membership.getTraitsList())) {
      if (traits.size() < EntityLink.MAX_TRAITS) {
        traits.put(trait.name(), new EntityLink.Value(trait.value(), trait.precedence()));
      }
    }
    return new EntityLink(membership.getMember(), membership.getAtMillis(), traits);
  }

  static Cause cause(ResolvedEvent event) {
    var birth = event.getEvent().getBirth();
    return new Cause.ByEvent(
        birth.getPartition(), birth.getOffset(), event.getEvent().getMessageId());
  }

  /** A payload that is no JSON object adds nothing; governance lets none pass. */
  static List<Program.Addition> additions(Program program, long plan, Event event) {
    return kind(event.getType())
        .map(kind -> {
          try {
            return program.additions(
                new Occurrence(
                    kind,
                    event.getEvent(),
                    event.getTimestampMillis(),
                    () -> EventDocument.of(event, program.fields(kind, event.getEvent()))),
                plan);
          } catch (InvalidValue _) {
            return List.<Program.Addition>of();
          }
        })
        .orElseGet(List::of);
  }

  /** The kind that definitions ask for; empty where none can. */
  static Optional<EventKind> kind(EventType type) {
    return switch (type) {
      case EVENT_TYPE_TRACK -> Optional.of(EventKind.TRACK);
      case EVENT_TYPE_PAGE -> Optional.of(EventKind.PAGE);
      case EVENT_TYPE_SCREEN -> Optional.of(EventKind.SCREEN);
      case EVENT_TYPE_IDENTIFY -> Optional.of(EventKind.IDENTIFY);
      case EVENT_TYPE_GROUP, EVENT_TYPE_ALIAS, EVENT_TYPE_UNSPECIFIED, UNRECOGNIZED ->
          Optional.empty();
    };
  }

  private static Optional<TraitSet> trait(TraitChange change) {
    try {
      var value =
          change.getValue().isEmpty()
              ? Json.Null.VALUE
              : JsonText.parse(change.getValue().toByteArray());
      long precedence =
          change.getPrecedence() == 0 ? change.getTimestampMillis() : change.getPrecedence();
      return Optional.of(new TraitSet(change.getName(), value, precedence, change.getTie()));
    } catch (InvalidValue _) {
      return Optional.empty();
    }
  }
}
