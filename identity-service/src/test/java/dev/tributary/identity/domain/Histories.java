package dev.tributary.identity.domain;

import dev.tributary.identity.domain.event.Birth;
import dev.tributary.identity.domain.event.Evidence;
import dev.tributary.identity.domain.event.Origin;
import dev.tributary.identity.domain.event.Stamp;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.ProfileIds;
import dev.tributary.identity.domain.rules.Rules;
import dev.tributary.platform.domain.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;

/** Random histories of events, and single ones to make by hand. */
public final class Histories {

  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  public static final ProfileIds IDS = new ProfileIds(new byte[ProfileIds.SECRET_BYTES]);

  private static final List<String> TRAITS = List.of("plan", "city", "age");

  private Histories() {}

  /** An event with identifiers such as {@code "anonymous_id:a"}, some second after the start. */
  public static Evidence event(long offset, long second, String... identifiers) {
    return event(offset, second, Map.of(), identifiers);
  }

  /** The same, with traits. */
  public static Evidence event(
      long offset, long second, Map<String, Json> traits, String... identifiers) {
    var birth = new Birth(0, offset);
    var at = START.plusSeconds(second);
    var joining = new TreeSet<>(Rules.DEFAULT.byPriority());
    var shared = new ArrayList<Identifier>();
    for (var text : identifiers) {
      int colon = text.indexOf(':');
      var identifier = Identifier.of(text.substring(0, colon), text.substring(colon + 1));
      if (Rules.DEFAULT.joins(identifier.type())) {
        joining.add(identifier);
      } else {
        shared.add(identifier);
      }
    }
    var origin = new Origin(at, "shop", "message-" + offset);
    return new Evidence(
        birth, origin, new Stamp(at, birth), List.copyOf(joining), shared, traits, List.of());
  }

  /**
   * A history without two user ids that could meet: each person has at most one, and identifiers of
   * different persons never stand in one event.
   */
  public static List<Evidence> withoutConflicts(long seed) {
    return withoutConflicts(seed, "", 0);
  }

  /** The same, with values of its own and births from an offset on. */
  public static List<Evidence> withoutConflicts(long seed, String suffix, long firstOffset) {
    var random = new SplittableRandom(seed);
    int persons = random.nextInt(1, 5);
    int events = random.nextInt(2, 30);
    var history = new ArrayList<Evidence>();
    for (int i = 0; i < events; i++) {
      history.add(
          event(
              firstOffset + i,
              random.nextInt(40) * 9_000L,
              traits(random),
              identifiers(random, random.nextInt(persons), suffix)));
    }
    return history;
  }

  private static String[] identifiers(SplittableRandom random, int person, String suffix) {
    var identifiers = new ArrayList<String>();
    int count = random.nextInt(1, 4);
    for (int i = 0; i < count; i++) {
      var value = person + suffix;
      identifiers.add(
          switch (random.nextInt(8)) {
            case 0 -> "user_id:u" + value;
            case 1 -> "email:e" + random.nextInt(2) + value + "@x.org";
            case 2 -> "phone:p" + value;
            case 3 -> "group_id:g" + random.nextInt(2) + suffix;
            default -> "anonymous_id:a" + random.nextInt(4) + "-" + value;
          });
    }
    if (identifiers.stream().allMatch(text -> text.startsWith("group_id"))) {
      identifiers.add("anonymous_id:a0-" + person + suffix);
    }
    return identifiers.toArray(String[]::new);
  }

  private static Map<String, Json> traits(SplittableRandom random) {
    var traits = new LinkedHashMap<String, Json>();
    if (random.nextInt(3) == 0) {
      int count = random.nextInt(1, 3);
      for (int i = 0; i < count; i++) {
        var name = TRAITS.get(random.nextInt(TRAITS.size()));
        traits.put(name, random.nextInt(4) == 0 ? Json.Null.VALUE : Json.of(random.nextInt(3)));
      }
    }
    return traits;
  }
}
