package dev.tributary.audience.messaging;

import dev.tributary.audience.domain.engine.Program;
import dev.tributary.audience.domain.engine.Subject;
import dev.tributary.audience.domain.place.Away;
import dev.tributary.audience.domain.place.Place;
import dev.tributary.audience.domain.place.Route;
import dev.tributary.audience.domain.state.Belongings;
import dev.tributary.audience.domain.state.Identifier;
import dev.tributary.audience.domain.state.Profile;
import dev.tributary.audience.domain.state.Stored;
import dev.tributary.audience.domain.timeline.EventReference;
import dev.tributary.audience.domain.timeline.Recent;
import dev.tributary.audience.messaging.StreamMetrics.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

/**
 * What the handling of one record works with: the task's stores, the definitions in force and the
 * number of the plan that put them there, the time, and where to send.
 */
record Task(
    ProfileStore store,
    ReferenceStore references,
    Program program,
    long plan,
    Outbox outbox,
    long now) {

  /** References in one record of {@code moves}. */
  private static final int REFERENCES_IN_A_MOVE = 1_000;

  Stored stored(String profileId) {
    return store.find(profileId).orElseGet(Stored::untold);
  }

  /** Where something that is tracked so far belongs, by its anchor. */
  Route route(String profileId, Place place, long anchor, long tracked) {
    if (!place.gave() || anchor == Identifier.NOBODY) {
      return place.route(tracked, Optional.empty());
    }
    var given = store.given(profileId, anchor);
    return place.route(tracked, tracked == Place.UNTRACKED ? given.now() : given.after(tracked));
  }

  /** Notes what is sent on with a merge, should word of an earlier one come late. */
  void depart(String profileId, Away away, Set<Long> keys, long tracked) {
    if (tracked != Place.UNTRACKED) {
      var leaving = new LinkedHashMap<Long, Long>();
      keys.forEach(key -> leaving.put(key, tracked));
      store.depart(profileId, away.version(), leaving);
    }
  }

  /** Sends something on, unless it goes round in a circle. */
  Outcome forward(Away away, Travel travel, byte[] move) {
    if (travel.isCircular()) {
      return Outcome.CIRCULAR;
    }
    outbox.move(away.into(), move);
    return Outcome.FORWARDED;
  }

  /** Sends references on, in records of a bounded size. */
  void sendReferences(String into, List<EventReference> references, Travel travel) {
    for (int from = 0; from < references.size(); from += REFERENCES_IN_A_MOVE) {
      int to = Math.min(references.size(), from + REFERENCES_IN_A_MOVE);
      outbox.move(into, MoveRecord.ofReferences(references.subList(from, to), travel));
    }
  }

  /**
   * Works on a profile, stores what is new and tells what changed.
   *
   * @param before what stood there
   * @param after the same with what is new of its place and its timeline
   * @return whether anything of the profile is new
   */
  boolean work(String profileId, Stored before, Stored after, Consumer<Subject> deed) {
    var profile = after.profile();
    long due = profile.due();
    var subject = subject(profileId, profile);
    deed.accept(subject);
    store.save(profileId, after, subject, due, before.isUntold() || before.differs(after));
    outbox.tell(profileId, subject);
    if (program.countsSoftLinks() && subject.touched()) {
      Linking.refresh(this, profileId, after.place(), subject);
    }
    Enrolling.refresh(this, profileId, after.place(), subject, false);
    return subject.touched();
  }

  /**
   * Works on a profile of whose place and timeline nothing is new, which no record asked for.
   *
   * @param whole whether other definitions are in force than when it was worked on last
   */
  void revisit(String profileId, Stored stored, boolean whole, Consumer<Subject> deed) {
    var profile = stored.profile();
    long due = profile.due();
    var subject = subject(profileId, profile);
    deed.accept(subject);
    store.save(profileId, stored, subject, due, false);
    outbox.tell(profileId, subject);
    Linking.refresh(this, profileId, stored.place(), subject);
    Enrolling.refresh(this, profileId, stored.place(), subject, whole);
  }

  private Subject subject(String profileId, Profile profile) {
    return Subject.of(
        profileId,
        profile,
        () -> store.attributes(profileId),
        () -> store.relations(profileId),
        () -> store.softLinks(profileId),
        () -> store.enrolments(profileId));
  }

  /** Everything stored of a profile, to be divided or sent. */
  Belongings belongings(String profileId, Stored stored) {
    return new Belongings(
        stored.profile(), store.attributes(profileId), store.relations(profileId));
  }

  /** Adds references to those of a profile. */
  Recent added(String profileId, Stored stored, List<EventReference> references) {
    return references.isEmpty()
        ? stored.recent()
        : this.references.added(profileId, stored.recent(), references, now);
  }

  /** Takes out the references of the anchors that leave; empty where none is left. */
  Kept divided(String profileId, Stored stored, LongPredicate leaving) {
    if (stored.recent().isEmpty()) {
      return new Kept(stored.recent(), List.of());
    }
    var all = references.taken(profileId, stored.recent());
    var stay = all.stream().filter(one -> !leaving.test(one.anchor())).toList();
    var leave = all.stream().filter(one -> leaving.test(one.anchor())).toList();
    return new Kept(references.added(profileId, stored.recent().emptied(), stay, now), leave);
  }

  /** A divided timeline: what stays, and what leaves. */
  record Kept(Recent recent, List<EventReference> leaving) {}
}
