package dev.tributary.router.domain.destination;

import dev.tributary.platform.domain.fql.Fql;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.router.domain.destination.EventGate.Passage;
import dev.tributary.router.domain.payload.Identity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One filter of a destination. Source: Segment, "Destination filters" (stored as {@code
 * connections.md} 5.1); applied in the order sample, drop, drop fields, allow fields, whatever the
 * order written.
 */
public sealed interface EventFilter {

  /** Only this share of the events passes, by a value of theirs, so that a user's stay together. */
  record Sample(double share, List<String> path, Fql when) implements EventFilter {}

  /** Events that match do not pass. */
  record Drop(Fql when) implements EventFilter {}

  /** These fields go, given by their paths. */
  record DropFields(List<List<String>> paths, Fql when) implements EventFilter {}

  /** Of these objects, given by their paths, only these fields stay. */
  record AllowFields(Map<List<String>, Set<String>> kept, Fql when) implements EventFilter {
    public AllowFields {
      kept = Map.copyOf(kept);
    }
  }

  /** What comes of an event. */
  default Passage apply(Json.Obj document) {
    return switch (this) {
      case Sample(var share, var path, var when) ->
          when.matches(document) && !Sampling.isIn(at(document, path), share)
              ? new Passage.Kept("sampled")
              : new Passage.Through(document);
      case Drop(var when) ->
          when.matches(document) ? new Passage.Kept("filtered") : new Passage.Through(document);
      case DropFields(var paths, var when) -> {
        var left = document;
        if (when.matches(document)) {
          for (var path : paths) {
            left = without(left, path);
          }
        }
        yield new Passage.Through(left);
      }
      case AllowFields(var kept, var when) -> {
        var left = document;
        if (when.matches(document)) {
          for (var entry : kept.entrySet()) {
            left = only(left, entry.getKey(), entry.getValue());
          }
        }
        yield new Passage.Through(left);
      }
    };
  }

  /** Whose turn it is. */
  default int order() {
    return switch (this) {
      case Sample _ -> 0;
      case Drop _ -> 1;
      case DropFields _ -> 2;
      case AllowFields _ -> 3;
    };
  }

  private static Json at(Json.Obj document, List<String> path) {
    Json value = document;
    for (var name : path) {
      value =
          value instanceof Json.Obj object
              ? object.field(name).orElse(Json.Null.VALUE)
              : Json.Null.VALUE;
    }
    return value;
  }

  private static Json.Obj without(Json.Obj object, List<String> path) {
    if (path.size() == 1) {
      return object.without(path.getFirst());
    }
    return object.field(path.getFirst()).orElse(Json.Null.VALUE) instanceof Json.Obj inner
        ? object.with(path.getFirst(), without(inner, path.subList(1, path.size())))
        : object;
  }

  private static Json.Obj only(Json.Obj object, List<String> path, Set<String> kept) {
    if (path.isEmpty()) {
      var fields = new LinkedHashMap<>(object.fields());
      fields.keySet().retainAll(kept);
      return new Json.Obj(fields);
    }
    return object.field(path.getFirst()).orElse(Json.Null.VALUE) instanceof Json.Obj inner
        ? object.with(path.getFirst(), only(inner, path.subList(1, path.size()), kept))
        : object;
  }

  /** The dice of samples: the same value always falls the same way. */
  final class Sampling {

    private Sampling() {}

    static boolean isIn(Json value, double share) {
      var text =
          switch (value) {
            case Json.Str(var string) -> string;
            case Json.Obj(var fields) -> new TreeMap<>(fields).toString();
            default -> value.toString();
          };
      long die = Long.parseLong(Identity.ofSample(text).substring(0, 12), 16);
      return die < share * (1L << 48);
    }
  }
}
