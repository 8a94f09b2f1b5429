package dev.tributary.bench;

import com.google.protobuf.ByteString;
import dev.tributary.proto.v1.Event;
import dev.tributary.proto.v1.EventType;
import java.util.ArrayList;
import java.util.List;

/**
 * Pairs of profiles with as many identifiers on either side, and the events that make them and
 * merge them.
 *
 * @param shape of the profiles; names them too
 * @param count pairs
 */
record MergePairs(Shape shape, int count) {

  /** Identifiers an event may name: the first, by which the profile is found, and others. */
  private static final int PER_EVENT = 48;

  /** How a profile came by its identifiers. */
  enum Shape {
    /** Two identifiers, named by one event. */
    SMALL(2, false),
    /** A thousand, given to one profile by event after event. */
    GIVEN(1_000, false),
    /** A thousand, each a profile of its own before events merged them. */
    GROWN(1_000, true);

    final int identifiers;
    final boolean alone;

    Shape(int identifiers, boolean alone) {
      this.identifiers = identifiers;
      this.alone = alone;
    }
  }

  /** Who is merged. */
  enum Half {
    LEFT,
    RIGHT
  }

  /** An identifier; the first sorts before the others. */
  String identifier(int pair, Half half, int number) {
    return "%s-%04d-%s-%04d".formatted(shape, pair, half, number);
  }

  /** The events that give each identifier a profile of its own, where the shape asks for it. */
  List<AcceptedRecord> alone(IdentityEvents events) {
    var made = new ArrayList<AcceptedRecord>();
    if (shape.alone) {
      for (int pair = 0; pair < count; pair++) {
        for (var half : Half.values()) {
          for (int number = 0; number < shape.identifiers; number++) {
            made.add(naming(events, "alone", List.of(identifier(pair, half, number))));
          }
        }
      }
    }
    return made;
  }

  /** The events that make the profiles, or join what {@link #alone} made. */
  List<AcceptedRecord> making(IdentityEvents events) {
    var made = new ArrayList<AcceptedRecord>();
    for (int pair = 0; pair < count; pair++) {
      for (var half : Half.values()) {
        for (int from = 1; from < shape.identifiers; from += PER_EVENT) {
          var named = new ArrayList<>(List.of(identifier(pair, half, 0)));
          for (int n = from; n < Math.min(from + PER_EVENT, shape.identifiers); n++) {
            named.add(identifier(pair, half, n));
          }
          made.add(naming(events, "making", named));
        }
      }
    }
    return made;
  }

  /** The event that merges a pair: it names the last identifier of each. */
  AcceptedRecord merge(IdentityEvents events, int pair) {
    int last = shape.identifiers - 1;
    return naming(
        events,
        "merge",
        List.of(identifier(pair, Half.LEFT, last), identifier(pair, Half.RIGHT, last)));
  }

  private static AcceptedRecord naming(
      IdentityEvents events, String purpose, List<String> identifiers) {
    var payload = new StringBuilder("{\"type\":\"track\",\"event\":\"Seen\",\"context\":{");
    payload.append("\"externalIds\":[");
    for (int i = 0; i < identifiers.size(); i++) {
      payload.append(i == 0 ? "" : ",").append("{\"id\":\"").append(identifiers.get(i));
      payload.append("\",\"type\":\"bench_id\",\"collection\":\"users\",\"encoding\":\"none\"}");
    }
    var key = identifiers.getFirst();
    var event =
        Event.newBuilder()
            .setMessageId(purpose + "-" + identifiers.getLast())
            .setType(EventType.EVENT_TYPE_TRACK)
            .setEvent("Seen")
            .setPayload(ByteString.copyFromUtf8(payload.append("]}}").toString()));
    return events.accepted(key, event);
  }
}
