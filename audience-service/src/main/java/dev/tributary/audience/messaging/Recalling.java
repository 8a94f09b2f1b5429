package dev.tributary.audience.messaging;

import dev.tributary.audience.domain.engine.Engine;
import dev.tributary.audience.domain.place.Away;
import dev.tributary.audience.domain.place.Place;
import dev.tributary.audience.domain.place.Route;
import dev.tributary.audience.domain.state.Profile;
import dev.tributary.audience.domain.state.Stored;
import dev.tributary.audience.messaging.StreamMetrics.Outcome;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * What becomes of what the history left in the features of a job: as of an event that comes very
 * late, it is taken in where it belongs by now, and else sent after it. All else that those events
 * brought is here already.
 */
final class Recalling {

  private Recalling() {}

  /**
   * Takes in what a piece of the history brings to a profile.
   *
   * @param byVersion by the version at which it was known to be the profile's
   * @return whether some of it was sent on
   */
  static boolean recall(Task task, String profileId, long job, SortedMap<Long, Profile> byVersion) {
    var stored = task.stored(profileId);
    if (stored.place().merges().isEmpty() && !stored.place().gave()) {
      var all = new Profile();
      byVersion.values().forEach(all::combine);
      takeIn(task, profileId, stored, all);
      return false;
    }
    boolean forwarded = false;
    for (var version : byVersion.entrySet()) {
      var travel = new Travel(version.getKey(), 0);
      var recalled = new Arrival.Recalled(job, version.getValue(), travel);
      forwarded |= recall(task, profileId, recalled) == Outcome.FORWARDED;
    }
    return forwarded;
  }

  static Outcome recall(Task task, String profileId, Arrival.Recalled recalled) {
    var stored = task.stored(profileId);
    var travel = recalled.travel();
    var leaving = new LinkedHashMap<Away, Set<Long>>();
    for (long anchor : recalled.parts().parts().keySet()) {
      long tracked = tracked(stored, anchor, travel.tracked());
      if (task.route(profileId, stored.place(), anchor, tracked) instanceof Route.There(var away)) {
        leaving.computeIfAbsent(away, _ -> new LinkedHashSet<>()).add(anchor);
        task.depart(profileId, away, Set.of(anchor), tracked);
      }
    }
    var outcome = Outcome.RECALLED;
    for (Map.Entry<Away, Set<Long>> group : leaving.entrySet()) {
      var away = group.getKey();
      var parts = recalled.parts().take((anchor, _) -> group.getValue().contains(anchor));
      var onwards = travel.to(away);
      var record = MoveRecord.ofRecalled(new Arrival.Recalled(recalled.job(), parts, onwards));
      var sent = task.forward(away, onwards, record);
      outcome = outcome == Outcome.FORWARDED ? outcome : sent;
    }
    var stay = recalled.parts();
    if (!stay.parts().isEmpty()) {
      // What came along a way is known to be here as of the end of the way.
      stay.parts().keySet().forEach(anchor -> stay.heard(anchor, travel.tracked()));
      takeIn(task, profileId, stored, stay);
    }
    return outcome;
  }

  /** As of an event: an anchor that came back was heard of later than the event tells. */
  static long tracked(Stored stored, long anchor, long told) {
    if (told == Place.UNTRACKED || stored.place().merges().isEmpty()) {
      return told;
    }
    var part = stored.profile().parts().get(anchor);
    return part == null ? told : Math.max(told, part.since());
  }

  private static void takeIn(Task task, String profileId, Stored stored, Profile history) {
    task.work(
        profileId,
        stored,
        stored,
        subject -> Engine.recall(task.program(), subject, history, task.now()));
  }
}
