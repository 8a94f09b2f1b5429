package dev.tributary.router.domain.replay;

import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.router.domain.deadletter.Letter;
import dev.tributary.router.domain.deadletter.LetterId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is to be delivered once more. */
public sealed interface Selection {

  /** As far back as there can be anything. */
  Instant BEGINNING = Instant.EPOCH;

  /**
   * Events by the time at which they came into the history.
   *
   * @param from at this time or later
   * @param to before this time
   * @param filter FQL that they must match too
   */
  record History(Instant from, Instant to, Optional<String> filter) implements Selection {

    /**
     * A range of time.
     *
     * @throws InvalidValue if nothing can be in it
     */
    public History {
      if (!from.isBefore(to)) {
        throw new InvalidValue("to", "not after from");
      }
    }
  }

  /**
   * Dead letters of the destination.
   *
   * @param code only those with it
   * @param from given up at this time or later
   * @param to given up before
   * @param ids only these; all, where empty
   * @param again also those that were delivered once more before; those that are named always
   */
  record Letters(Optional<String> code, Instant from, Instant to, Set<LetterId> ids, boolean again)
      implements Selection {

    /** Most that may be named. */
    public static final int MOST_IDS = 1_000;

    /**
     * A selection.
     *
     * @throws InvalidValue if nothing can be in it, or too many are named
     */
    public Letters {
      ids = Set.copyOf(ids);
      if (!from.isBefore(to)) {
        throw new InvalidValue("to", "not after from");
      }
      if (ids.size() > MOST_IDS) {
        throw new InvalidValue("ids", "more than " + MOST_IDS);
      }
    }

    /** Whether one that was delivered once more before is delivered yet again. */
    public boolean wantsAgain() {
      return again || !ids.isEmpty();
    }

    /** Whether a letter of the destination is one of them. */
    public boolean wants(LetterId id, Letter.Why why) {
      return (ids.isEmpty() || ids.contains(id))
          && code.map(why.code()::equals).orElse(true)
          && !why.givenUp().isBefore(from)
          && why.givenUp().isBefore(to);
    }
  }

  /**
   * Who is in an audience, for a list of it.
   *
   * @param exits who has left it too, as far back as is known
   */
  record Members(String audience, boolean exits) implements Selection {}

  /** As JSON, from which {@link #of} makes an equal one. */
  default Json.Obj json() {
    var fields = new LinkedHashMap<String, Json>();
    switch (this) {
      case History(var from, var to, var filter) -> {
        fields.put("kind", Json.of("history"));
        fields.put("from", Json.of(from.toString()));
        fields.put("to", Json.of(to.toString()));
        filter.ifPresent(text -> fields.put("filter", Json.of(text)));
      }
      case Letters(var code, var from, var to, var ids, var again) -> {
        fields.put("kind", Json.of("dead-letters"));
        fields.put("from", Json.of(from.toString()));
        fields.put("to", Json.of(to.toString()));
        code.ifPresent(text -> fields.put("code", Json.of(text)));
        fields.put("again", Json.of(again));
        if (!ids.isEmpty()) {
          var texts = ids.stream().map(LetterId::text).sorted().<Json>map(Json::of).toList();
          fields.put("ids", new Json.Arr(texts));
        }
      }
      case Members(var audience, var exits) -> {
        fields.put("kind", Json.of("members"));
        fields.put("audience", Json.of(audience));
        fields.put("exits", Json.of(exits));
      }
    }
    return new Json.Obj(fields);
  }

  /**
   * The one that {@link #json} told.
   *
   * @throws InvalidValue if it is none
   */
  static Selection of(Json.Obj json) {
    var fields = json.fields();
    return switch (text(fields, "kind").orElse("")) {
      case "history" ->
          new History(time(fields, "from"), time(fields, "to"), text(fields, "filter"));
      case "dead-letters" ->
          new Letters(
              text(fields, "code"),
              time(fields, "from"),
              time(fields, "to"),
              ids(fields),
              Json.of(true).equals(fields.get("again")));
      case "members" ->
          new Members(
              text(fields, "audience").orElseThrow(() -> new InvalidValue("audience", "missing")),
              Json.of(true).equals(fields.get("exits")));
      default -> throw new InvalidValue("kind", "not of a replay");
    };
  }

  /**
   * The letters that a list names.
   *
   * @throws InvalidValue if one of them cannot be an id
   */
  static Set<LetterId> ids(Map<String, Json> fields) {
    var ids = new LinkedHashSet<LetterId>();
    switch (fields.get("ids")) {
      case null -> {}
      case Json.Arr(var items) -> {
        for (var item : items) {
          if (!(item instanceof Json.Str(var text))) {
            throw new InvalidValue("ids", "not a list of texts");
          }
          ids.add(LetterId.parse(text));
        }
      }
      default -> throw new InvalidValue("ids", "not a list of texts");
    }
    return ids;
  }

  private static Instant time(Map<String, Json> fields, String name) {
    try {
      return Instant.parse(text(fields, name).orElse(""));
    } catch (DateTimeException _) {
      throw new InvalidValue(name, "not a time");
    }
  }

  private static Optional<String> text(Map<String, Json> fields, String name) {
    return fields.get(name) instanceof Json.Str(var value) ? Optional.of(value) : Optional.empty();
  }
}
