package dev.tributary.audience.domain.engine;

import dev.tributary.audience.domain.rule.Rule;
import dev.tributary.audience.domain.state.Conclusion;
import dev.tributary.audience.domain.state.Identifier;
import dev.tributary.audience.domain.state.Profile;
import dev.tributary.platform.domain.json.Json;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;

/** Draws conclusions from a profile's facts, and has what is new of them told. */
final class Concluding {

  private Concluding() {}

  /** Draws all conclusions, and tells what differs from what was told of either profile. */
  static void absorb(Program program, Subject subject, Profile other, Cause cause, long now) {
    for (int number = 0; number < program.rules().size(); number++) {
      switch (program.rules().get(number)) {
        case Rule.Audience audience -> {
          boolean member = isMember(program, number, audience, subject, other);
          absorb(subject, audience, member, other, cause, now);
        }
        case Rule.ComputedTrait trait ->
            absorb(subject, trait, value(program, number, subject), other, cause, now);
      }
    }
  }

  /** While entities have not answered, as was told of either. */
  private static boolean isMember(
      Program program, int number, Rule.Audience audience, Subject subject, Profile other) {
    return program.predicate(number).isDecided(subject)
        ? program.predicate(number).holds(subject)
        : subject.profile().membership(audience.id()).member()
            || other.membership(audience.id()).member();
  }

  private static void absorb(
      Subject subject,
      Rule.Audience audience,
      boolean member,
      Profile other,
      Cause cause,
      long now) {
    var ours = subject.profile().membership(audience.id());
    var theirs = other.membership(audience.id());
    boolean told = member == ours.member() && (member || !theirs.member());
    long since =
        Math.min(
            ours.member() ? ours.sinceMillis() : now, theirs.member() ? theirs.sinceMillis() : now);
    if (!told) {
      enterOrLeave(subject, audience, member, since, cause, now);
    } else if (member && since < ours.sinceMillis()) {
      subject.conclude(audience.id(), new Conclusion.Membership(ours.version(), true, since));
    }
  }

  private static void absorb(
      Subject subject, Rule.ComputedTrait trait, Json value, Profile other, Cause cause, long now) {
    var ours = subject.profile().computed(trait.id()).value();
    var theirs = other.computed(trait.id()).value();
    boolean told = value.equals(ours) && (value.equals(theirs) || theirs instanceof Json.Null);
    if (!told) {
      compute(subject, trait, value, cause, now);
    }
  }

  /** Draws the conclusions of these rules, and tells those that are new. */
  static void conclude(Program program, Subject subject, BitSet rules, Cause cause, long now) {
    for (int n = rules.nextSetBit(0); n >= 0; n = rules.nextSetBit(n + 1)) {
      if (program.rulesOnClock().get(n)) {
        Expiry.dueBy(subject, program.predicate(n).changesAfter(subject));
      }
      if (program.rulesOnAnswers().get(n) && !program.predicate(n).isDecided(subject)) {
        continue; // What was concluded before stands until then.
      }
      switch (program.rules().get(n)) {
        case Rule.Audience audience -> {
          boolean member = program.predicate(n).holds(subject);
          if (member != subject.profile().membership(audience.id()).member()) {
            enterOrLeave(subject, audience, member, now, cause, now);
          }
        }
        case Rule.ComputedTrait trait -> {
          var value = value(program, n, subject);
          if (!value.equals(subject.profile().computed(trait.id()).value())) {
            compute(subject, trait, value, cause, now);
          }
        }
      }
    }
  }

  /**
   * Tells the audiences in which the profile was and is what identifiers it has gained. Where it
   * was told in this deed that it entered, that has told them already.
   */
  static void identify(
      Program program, Subject subject, List<Identifier> gained, Cause cause, long now) {
    if (gained.isEmpty()) {
      return;
    }
    var told = subject.membershipsTold();
    for (var rule : program.rules()) {
      var membership = subject.profile().membership(rule.id());
      if (membership.member() && !told.contains(rule.id())) {
        long version = membership.version() + 1;
        subject.conclude(
            rule.id(), new Conclusion.Membership(version, true, membership.sinceMillis()));
        subject.tell(new Change(rule, version, new Change.Kind.Identified(gained), cause, now));
      }
    }
  }

  private static Json value(Program program, int number, Subject subject) {
    return program.trait(number).value(subject).orElse(Json.Null.VALUE);
  }

  private static void enterOrLeave(
      Subject subject, Rule.Audience audience, boolean member, long since, Cause cause, long now) {
    if (subject.isNameless()) {
      return;
    }
    long version = subject.profile().membership(audience.id()).version() + 1;
    subject.conclude(audience.id(), new Conclusion.Membership(version, member, member ? since : 0));
    subject.tell(new Change(audience, version, new Change.Kind.Membership(member), cause, now));
  }

  private static void compute(
      Subject subject, Rule.ComputedTrait trait, Json value, Cause cause, long now) {
    if (subject.isNameless()) {
      return;
    }
    var previous = subject.profile().computed(trait.id());
    long version = previous.version() + 1;
    subject.conclude(trait.id(), new Conclusion.Computed(version, value));
    subject.tell(
        new Change(trait, version, new Change.Kind.Trait(value, previous.value()), cause, now));
  }

  /** Of a definition that is gone, keeps the version alone: a new one of its name counts on. */
  static void retire(Program program, Subject subject) {
    var known = new HashSet<Long>();
    program.rules().forEach(rule -> known.add(rule.id()));
    for (var entry : List.copyOf(subject.profile().conclusions().entrySet())) {
      if (!known.contains(entry.getKey())) {
        var retired = entry.getValue().retired();
        if (!retired.equals(entry.getValue())) {
          subject.conclude(entry.getKey(), retired);
        }
      }
    }
  }

  /** All rules. */
  static BitSet every(Program program) {
    var all = new BitSet();
    all.set(0, program.rules().size());
    return all;
  }
}
