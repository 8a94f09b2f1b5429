package dev.tributary.audience.domain.engine;

import dev.tributary.audience.domain.state.Profile;
import java.util.BitSet;
import java.util.List;

/** What the passing of time does to a profile's states, and when it does something next. */
final class Expiry {

  private Expiry() {}

  /** Drops what is out of its window, notes the rules it concerns, and when the next is due. */
  static void expire(Program program, Subject subject, long now, BitSet rules) {
    long due = program.countsSoftLinks() ? subject.softLinks().due(now) : Profile.NEVER;
    var profile = subject.profile();
    for (var part : List.copyOf(profile.parts().entrySet())) {
      long anchor = part.getKey();
      for (long place : part.getValue().features()) {
        var feature = program.features().get(place);
        if (feature != null) { // The others may be dear to read.
          var window = feature.window();
          var state = part.getValue().state(place);
          var left = state.after(window.endedBefore(now));
          if (left.buckets() != state.buckets()) {
            subject.expire(anchor, place, left);
            rules.or(program.rulesOn(place));
          } else if (window.turnsByTime()) {
            rules.or(program.rulesOn(place)); // What counts may be more or less.
          }
          due = Math.min(due, Visible.changesAfter(left, window, now));
        }
      }
    }
    var clock = program.rulesOnClock();
    for (int n = clock.nextSetBit(0); n >= 0; n = clock.nextSetBit(n + 1)) {
      due = Math.min(due, program.predicate(n).changesAfter(subject));
    }
    subject.setDue(due);
  }

  /** Has the profile's timer fire by a moment. */
  static void dueBy(Subject subject, long moment) {
    subject.setDue(Math.min(subject.profile().due(), moment));
  }
}
