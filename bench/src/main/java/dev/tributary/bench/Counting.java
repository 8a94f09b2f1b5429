package dev.tributary.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Counts plainly what audience-service must come to: who has the events that an audience wants. */
final class Counting {

  /** An audience, and how many of the wanted events each profile has, up to what is wanted. */
  private static final class Counted {

    private final Wanted wanted;
    private final byte[] counts;
    private int members;

    Counted(Wanted wanted, int profiles) {
      if (wanted.atLeast() > Byte.MAX_VALUE) {
        throw new IllegalArgumentException("more than is counted");
      }
      this.wanted = wanted;
      this.counts = new byte[profiles];
    }
  }

  private final Map<String, Counted> byName = new HashMap<>();
  private final Map<String, List<Counted>> byEvent = new HashMap<>();
  private final int profiles;
  private long events;
  private long matches;

  Counting(List<Wanted> all, int profiles) {
    this.profiles = profiles;
    for (var wanted : all) {
      var counted = new Counted(wanted, profiles);
      byName.put(wanted.name(), counted);
      byEvent.computeIfAbsent(wanted.event(), _ -> new ArrayList<>()).add(counted);
    }
  }

  /** Counts an event that is in every window it asks for, or in none. */
  void add(Track track, boolean inWindow) {
    events++;
    for (var counted : byEvent.getOrDefault(track.event(), List.of())) {
      if (counted.wanted.selects(track)) {
        matches++;
        int count = counted.counts[track.profile()];
        if (inWindow && count < counted.wanted.atLeast()) {
          counted.counts[track.profile()]++;
          counted.members += count + 1 == counted.wanted.atLeast() ? 1 : 0;
        }
      }
    }
  }

  /** How many audiences' filters an event passed, on average. */
  double matches() {
    return (double) matches / events;
  }

  /** How many profiles there may be. */
  int profiles() {
    return profiles;
  }

  /** How many members there are. */
  int size(Wanted wanted) {
    return of(wanted).members;
  }

  /** The ids of all members. */
  Set<String> members(Wanted wanted) {
    var members = new HashSet<String>();
    var counts = of(wanted).counts;
    for (int profile = 0; profile < counts.length; profile++) {
      if (counts[profile] >= wanted.atLeast()) {
        members.add(ResolvedEvents.profileId(profile));
      }
    }
    return members;
  }

  /**
   * Compares all sizes with what the service says, and all members of the first few.
   *
   * @throws IllegalStateException if one differs
   */
  void check(AudienceBed bed, List<Wanted> all, int completely) throws Exception {
    for (var wanted : all) {
      long size = bed.size(wanted.name());
      if (size != size(wanted)) {
        throw new IllegalStateException(
            "%s has %d members, not %d".formatted(wanted.name(), size, size(wanted)));
      }
    }
    for (var wanted : all.subList(0, completely)) {
      if (!bed.members(wanted.name()).equals(members(wanted))) {
        throw new IllegalStateException("others are members of " + wanted.name());
      }
    }
  }

  private Counted of(Wanted wanted) {
    return Objects.requireNonNull(byName.get(wanted.name()), wanted.name());
  }
}
