package dev.tributary.audience.domain.engine;

import dev.tributary.audience.domain.state.Page;
import dev.tributary.audience.domain.state.Profile;
import java.util.BitSet;

/** What the passing of time does to a profile's states, and when it does something next. */
final class Expiry {

  private Expiry() {}

  /** Drops what is out of its window, notes the rules it concerns, and when the next is due. */
  static void expire(Program program, Subject subject, long now, BitSet rules) {
    long due = program.countsSoftLinks() ? subject.softLinks().due(now) : Profile.NEVER;
    for (var page : subject.profile().pages()) {
      due = Math.min(due, page.due() > now ? page.due() : expire(program, subject, page, rules));
    }
    var clock = program.rulesOnClock();
    for (int n = clock.nextSetBit(0); n >= 0; n = clock.nextSetBit(n + 1)) {
      due = Math.min(due, program.predicate(n).changesAfter(subject));
    }
    subject.setDue(due);
  }

  /** The same for the states of a page; when the next of them falls due. */
  private static long expire(Program program, Subject subject, Page page, BitSet rules) {
    long now = subject.now();
    long due = Profile.NEVER;
    boolean all = true;
    for (var spot : page.states()) {
      long place = spot.feature();
      var feature = program.features().get(place);
      if (feature == null) { // It may be dear to read, and be asked for by another program.
        all = false;
        continue;
      }
      var window = feature.window();
      var state = subject.profile().feature(spot.anchor(), place);
      var left = state.after(window.endedBefore(now));
      if (left.buckets() != state.buckets()) {
        subject.expire(spot.anchor(), place, left);
        rules.or(program.rulesOn(place));
      } else if (window.turnsByTime()) {
        rules.or(program.rulesOn(place)); // What counts may be more or less.
      }
      due = Math.min(due, Visible.changesAfter(left, window, now));
    }
    page.setDue(all ? due : Page.ALWAYS);
    return due;
  }

  /** Has the profile's timer fire by a moment. */
  static void dueBy(Subject subject, long moment) {
    subject.setDue(Math.min(subject.profile().due(), moment));
  }
}
