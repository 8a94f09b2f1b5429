package dev.tributary.identity.domain.graph;

import dev.tributary.identity.domain.event.Origin;
import java.util.HashSet;
import java.util.Set;

/**
 * When two identifiers were named together: by which event first, and on which days. Days, not
 * events, because counting events would make every repeat a write. Sightings add up in any order.
 *
 * @param days of receipt, in UTC, as days since 1970
 * @param apart why the two are not joined; empty where they are
 */
public record Sighting(Origin first, Set<Integer> days, String apart) {

  /** Why two are kept apart that a person took apart: this very link is cut, whatever comes. */
  public static final String CUT = "cut";

  /** Why two are kept apart whose customers a cut between others keeps apart, while it does. */
  public static final String KEPT_BY_CUT = "kept-by-cut";

  private static final long SECONDS_A_DAY = 86_400;

  public Sighting {
    days = Set.copyOf(days);
  }

  /** The day on which an event counts. */
  public static int day(Origin origin) {
    return (int) Math.floorDiv(origin.receivedAt().getEpochSecond(), SECONDS_A_DAY);
  }

  static Sighting of(Origin origin, String apart) {
    return new Sighting(origin, Set.of(day(origin)), apart);
  }

  /** Both as one. */
  public Sighting and(Sighting other) {
    if (days.containsAll(other.days)) {
      return new Sighting(first.orEarlier(other.first), days, joined(other));
    }
    var all = new HashSet<>(days);
    all.addAll(other.days);
    return new Sighting(first.orEarlier(other.first), all, joined(other));
  }

  /** A cut holds against every event; else what is joined once is joined. */
  private String joined(Sighting other) {
    if (apart.equals(CUT) || other.apart.equals(CUT)) {
      return CUT;
    }
    return apart.compareTo(other.apart) <= 0 ? apart : other.apart;
  }
}
