package dev.tributary.audience.domain.engine;

import dev.tributary.audience.domain.rule.Rule;
import dev.tributary.audience.domain.state.Attributes;
import dev.tributary.audience.domain.state.Conclusion;
import dev.tributary.audience.domain.state.FeatureState;
import dev.tributary.audience.domain.state.Identifier;
import dev.tributary.audience.domain.state.Profile;
import dev.tributary.platform.domain.json.Json;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;

/**
 * Applies a {@link Program} to one profile: an event, the passing of time, a merge, a change of
 * definitions. Afterwards the conclusions stored for the profile are those that hold at {@code
 * now}, and each difference is told as a {@link Change}. Stateless: the same arguments give the
 * same end.
 *
 * <p>Every deed first lets time pass, so nothing that has fallen out of its window is ever counted,
 * however late the timer is, and what time did is told apart from what the event did.
 *
 * <p>Of a profile without identifiers nothing is concluded: an event may overtake the one that made
 * its profile, and a change that names nobody would be lost on everybody downstream. The first
 * identifier draws every conclusion that was due.
 */
public final class Engine {

  private Engine() {}

  /** A custom trait as an event set it; null removes it. */
  public record TraitSet(String name, Json value, long atMillis) {}

  /** What an event brings to a profile. */
  public record Contribution(
      List<Program.Addition> additions, List<TraitSet> traits, List<Identifier> identifiers) {

    public Contribution {
      additions = List.copyOf(additions);
      traits = List.copyOf(traits);
      identifiers = List.copyOf(identifiers);
    }

    /** Whether no profile would be changed by it. */
    public boolean isNothing() {
      return additions.isEmpty() && traits.isEmpty() && identifiers.isEmpty();
    }
  }

  /** Adds an event. One that is older than a feature's window is no element of it. */
  public static void observe(
      Program program, Subject subject, Contribution event, Cause cause, long now) {
    advance(program, subject, now);
    var rules = new BitSet();
    if (subject.firstSeen()) {
      rules.or(program.rulesTrueOfNobody());
    }
    for (var addition : event.additions()) {
      var feature = addition.feature();
      long ended = feature.window().endedBefore(now);
      var element = addition.element().after(ended);
      if (!element.isEmpty()) {
        var state = subject.feature(feature.id()).after(ended).combined(element);
        subject.setFeature(feature.id(), state);
        subject.setDue(Math.min(subject.profile().due(), feature.due(state.earliest())));
        rules.or(program.rulesOn(feature.id()));
      }
    }
    for (var trait : event.traits()) {
      if (subject.attributes().setTrait(trait.name(), trait.value(), trait.atMillis())) {
        subject.attributesChanged();
        rules.or(program.rulesOnTrait(trait.name()));
      }
    }
    if (!event.identifiers().isEmpty() && subject.isNameless()) {
      rules = every(program);
    }
    for (var identifier : event.identifiers()) {
      if (subject.attributes().addIdentifier(identifier)) {
        subject.attributesChanged();
      }
    }
    conclude(program, subject, rules, cause, now);
  }

  /** Lets time pass: what has fallen out of its window by {@code now} is dropped. */
  public static void advance(Program program, Subject subject, long now) {
    if (subject.profile().due() > now) {
      return;
    }
    var rules = new BitSet();
    expire(program, subject, now, rules);
    conclude(program, subject, rules, new Cause.ByTime(), now);
  }

  /** Draws every conclusion anew, because definitions changed; forgets what none of them needs. */
  public static void recheck(Program program, Subject subject, long now) {
    advance(program, subject, now);
    for (long id : List.copyOf(subject.profile().features().keySet())) {
      if (!program.features().containsKey(id)) {
        subject.setFeature(id, FeatureState.EMPTY);
      }
    }
    expire(program, subject, now, new BitSet());
    retire(program, subject);
    conclude(program, subject, every(program), new Cause.ByDefinition(), now);
  }

  /**
   * Takes in the profile that disappears. Its state is combined with this one's; what is told is
   * what differs from what was told of either: who was a member under either name and is no more
   * has left, and who was not under the surviving name and is now has entered.
   */
  public static void absorb(
      Program program, Subject subject, Profile other, Attributes otherAttributes, long now) {
    advance(program, subject, now);
    other
        .features()
        .forEach((id, state) -> subject.setFeature(id, subject.feature(id).combined(state)));
    subject.attributes().absorb(otherAttributes);
    subject.attributesChanged();
    expire(program, subject, now, new BitSet());
    for (int number = 0; number < program.rules().size(); number++) {
      switch (program.rules().get(number)) {
        case Rule.Audience audience -> absorb(program, subject, audience, number, other, now);
        case Rule.ComputedTrait trait -> absorb(subject, trait, other, now);
      }
    }
  }

  private static void absorb(
      Program program,
      Subject subject,
      Rule.Audience audience,
      int number,
      Profile other,
      long now) {
    boolean member = program.predicate(number).holds(subject);
    var ours = subject.profile().membership(audience.id());
    var theirs = other.membership(audience.id());
    boolean told = member == ours.member() && (member || !theirs.member());
    long since =
        Math.min(
            ours.member() ? ours.sinceMillis() : now, theirs.member() ? theirs.sinceMillis() : now);
    if (!told) {
      enterOrLeave(subject, audience, member, since, new Cause.ByMerge(), now);
    } else if (member && since < ours.sinceMillis()) {
      subject.conclude(audience.id(), new Conclusion.Membership(ours.version(), true, since));
    }
  }

  private static void absorb(Subject subject, Rule.ComputedTrait trait, Profile other, long now) {
    var value = Values.of(trait.feature(), subject.feature(trait.feature().id()));
    var ours = subject.profile().computed(trait.id()).value();
    var theirs = other.computed(trait.id()).value();
    boolean told = value.equals(ours) && (value.equals(theirs) || theirs instanceof Json.Null);
    if (!told) {
      compute(subject, trait, value, new Cause.ByMerge(), now);
    }
  }

  private static void conclude(
      Program program, Subject subject, BitSet rules, Cause cause, long now) {
    for (int n = rules.nextSetBit(0); n >= 0; n = rules.nextSetBit(n + 1)) {
      switch (program.rules().get(n)) {
        case Rule.Audience audience -> {
          boolean member = program.predicate(n).holds(subject);
          if (member != subject.profile().membership(audience.id()).member()) {
            enterOrLeave(subject, audience, member, now, cause, now);
          }
        }
        case Rule.ComputedTrait trait -> {
          var value = Values.of(trait.feature(), subject.feature(trait.feature().id()));
          if (!value.equals(subject.profile().computed(trait.id()).value())) {
            compute(subject, trait, value, cause, now);
          }
        }
      }
    }
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

  /** Drops what is out of its window, notes the rules it concerns, and when the next is due. */
  private static void expire(Program program, Subject subject, long now, BitSet rules) {
    long due = Profile.NEVER;
    for (var entry : new ArrayList<>(subject.profile().features().entrySet())) {
      var feature = program.features().get(entry.getKey());
      if (feature != null) {
        var left = entry.getValue().after(feature.window().endedBefore(now));
        if (left.buckets() != entry.getValue().buckets()) {
          subject.setFeature(feature.id(), left);
          rules.or(program.rulesOn(feature.id()));
        }
        if (!left.isEmpty()) {
          due = Math.min(due, feature.due(left.earliest()));
        }
      }
    }
    subject.setDue(due);
  }

  /** Of a definition that is gone, keeps the version alone: a new one of its name counts on. */
  private static void retire(Program program, Subject subject) {
    var known = new HashSet<Long>();
    program.rules().forEach(rule -> known.add(rule.id()));
    for (var entry : List.copyOf(subject.profile().conclusions().entrySet())) {
      if (!known.contains(entry.getKey())) {
        var retired =
            switch (entry.getValue()) {
              case Conclusion.Membership(var version, _, _) ->
                  new Conclusion.Membership(version, false, 0);
              case Conclusion.Computed(var version, _) ->
                  new Conclusion.Computed(version, Json.Null.VALUE);
            };
        if (!retired.equals(entry.getValue())) {
          subject.conclude(entry.getKey(), retired);
        }
      }
    }
  }

  private static BitSet every(Program program) {
    var all = new BitSet();
    all.set(0, program.rules().size());
    return all;
  }
}
