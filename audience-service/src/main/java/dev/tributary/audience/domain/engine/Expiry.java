package dev.tributary.audience.domain.engine;

import dev.tributary.audience.domain.state.FeatureState;
import dev.tributary.audience.domain.state.Profile;
import java.util.BitSet;
import java.util.List;

/** What the passing of time does to a profile's states, and when it does something next. */
final class Expiry {

  private Expiry() {}

  /** Drops what is out of its window, notes the rules it concerns, and when the next is due. */
  static void expire(Program program, Subject subject, long now, BitSet rules) {
    var due = new long[] {program.countsSoftLinks() ? subject.softLinks().due(now) : Profile.NEVER};
    eachState(
        subject.profile(),
        (anchor, id, state) -> {
          var feature = program.features().get(id);
          if (feature != null) {
            var left = state.after(feature.window().endedBefore(now));
            if (left.buckets() != state.buckets()) {
              subject.setFeature(anchor, id, left);
              rules.or(program.rulesOn(id));
            } else if (feature.window().turnsByTime()) {
              rules.or(program.rulesOn(id)); // What counts may be more or less.
            }
            due[0] = Math.min(due[0], Visible.changesAfter(left, feature.window(), now));
          }
        });
    var clock = program.rulesOnClock();
    for (int n = clock.nextSetBit(0); n >= 0; n = clock.nextSetBit(n + 1)) {
      due[0] = Math.min(due[0], program.predicate(n).changesAfter(subject));
    }
    subject.setDue(due[0]);
  }

  /** Has the profile's timer fire by a moment. */
  static void dueBy(Subject subject, long moment) {
    subject.setDue(Math.min(subject.profile().due(), moment));
  }

  interface StateVisitor {

    void visit(long anchor, long feature, FeatureState state);
  }

  /** Shows each state as it is now; the visitor may set them. */
  static void eachState(Profile profile, StateVisitor visitor) {
    for (var part : List.copyOf(profile.parts().entrySet())) {
      for (long feature : part.getValue().features()) {
        visitor.visit(part.getKey(), feature, part.getValue().state(feature));
      }
    }
  }
}
