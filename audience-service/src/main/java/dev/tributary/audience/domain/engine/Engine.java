package dev.tributary.audience.domain.engine;

import dev.tributary.audience.domain.entity.EntityWord;
import dev.tributary.audience.domain.entity.Share;
import dev.tributary.audience.domain.relation.EntityLink;
import dev.tributary.audience.domain.relation.Relations.Entity;
import dev.tributary.audience.domain.rule.Rule;
import dev.tributary.audience.domain.state.Belongings;
import dev.tributary.audience.domain.state.Identifier;
import dev.tributary.audience.domain.state.Leaving;
import dev.tributary.audience.domain.state.Profile;
import dev.tributary.audience.domain.state.TraitValue;
import dev.tributary.platform.domain.json.Json;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
 * identifier draws every conclusion that was due. Who is in an audience and stays there is told of
 * anew with each further identifier, as {@link Change.Kind.Identified}.
 */
public final class Engine {

  private Engine() {}

  /**
   * A custom trait as it was set; null removes it.
   *
   * @param precedence of two values the one with the higher holds
   * @param tie of two of equal precedence the one with the higher holds
   */
  public record TraitSet(String name, Json value, long precedence, long tie) {}

  /**
   * What an event brings to a profile.
   *
   * @param anchor key of the event's anchor, under which all of it is kept
   * @param since the customer's version at which the anchor is known to be the profile's
   */
  public record Contribution(
      List<Program.Addition> additions,
      List<TraitSet> traits,
      List<Identifier> identifiers,
      long anchor,
      long since) {

    public Contribution {
      additions = List.copyOf(additions);
      traits = List.copyOf(traits);
      identifiers = List.copyOf(identifiers);
      since = Math.max(0, since);
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
    for (var addition : event.additions()) {
      add(program, subject, event, addition, rules, now);
    }
    for (var trait : event.traits()) {
      var value =
          new TraitValue(
              event.anchor(), event.since(), trait.value(), trait.precedence(), trait.tie());
      if (subject.attributes().setTrait(trait.name(), value)) {
        subject.attributesChanged();
        rules.or(program.rulesOnTrait(trait.name()));
      }
    }
    if (!event.identifiers().isEmpty() && subject.isNameless()) {
      rules = Concluding.every(program);
    }
    var gained = new ArrayList<Identifier>();
    for (var identifier : event.identifiers()) {
      boolean known = subject.attributes().identifiers().contains(identifier);
      if (subject.attributes().addIdentifier(identifier, event.since())) {
        subject.attributesChanged();
        rules.or(program.rulesOnIdentifiers());
        if (!known) {
          gained.add(identifier);
        }
      }
    }
    Concluding.conclude(program, subject, rules, cause, now);
    Concluding.identify(program, subject, gained, cause, now);
  }

  private static void add(
      Program program,
      Subject subject,
      Contribution event,
      Program.Addition addition,
      BitSet rules,
      long now) {
    var feature = addition.feature();
    long ended = feature.window().endedBefore(now);
    var element = addition.element().after(ended);
    if (!element.isEmpty()) {
      long anchor = subject.profile().keptUnder(event.anchor());
      long place = addition.place();
      var state = subject.profile().feature(anchor, place).after(ended).combined(element);
      long changes = Visible.changesAfter(state, feature.window(), now);
      subject.setFeature(anchor, place, state, changes);
      subject.profile().heard(anchor, event.since());
      Expiry.dueBy(subject, changes);
      rules.or(program.rulesOn(place));
    }
  }

  /** Notes what was told of the profile and an entity. */
  public static void relate(
      Program program, Subject subject, Entity entity, EntityLink link, Cause cause, long now) {
    advance(program, subject, now);
    if (subject.relations().tell(entity, link)) {
      subject.relationsChanged();
      Concluding.conclude(program, subject, program.rulesOnEntity(entity.kind()), cause, now);
    }
  }

  /** Takes in what an entity answered. */
  public static void hear(
      Program program, Subject subject, EntityWord.Answered answered, Cause cause, long now) {
    advance(program, subject, now);
    if (subject.enrolments().hear(answered)) {
      subject.enrolmentsChanged();
      Concluding.conclude(
          program, subject, program.rulesOnEntity(answered.entity().kind()), cause, now);
    }
  }

  /** Does something to the profile's soft links. */
  public static void link(Program program, Subject subject, Runnable deed, Cause cause, long now) {
    advance(program, subject, now);
    deed.run();
    subject.softLinksChanged();
    Expiry.expire(program, subject, now, new BitSet());
    Concluding.conclude(program, subject, program.rulesOnSoftLinks(), cause, now);
  }

  /**
   * The audiences that count soft links and whose conditions hold of the profile itself; time has
   * been let pass.
   *
   * @param before those that were told before: they stand while entities have not answered
   */
  public static Set<Long> holding(Program program, Subject subject, Set<Long> before) {
    var holding = new HashSet<Long>();
    var rules = program.linkedRules();
    if (rules.isEmpty() || subject.isNameless()) {
      return holding;
    }
    for (int n = rules.nextSetBit(0); n >= 0; n = rules.nextSetBit(n + 1)) {
      if (program.predicate(n) instanceof Predicate.Member(var audience, var who, _, _)
          && (who.isDecided(subject) ? who.holds(subject) : before.contains(audience))) {
        holding.add(audience);
      }
    }
    return holding;
  }

  /**
   * Whether the profile is one that is a member at {@code now}, whatever was concluded of it; empty
   * where its entities cannot tell.
   */
  public static Optional<Boolean> wouldHold(
      Program program, Rule.Audience audience, Subject subject, long now) {
    letTimePass(program, subject, now);
    int number = program.rules().indexOf(audience);
    var predicate = program.predicate(number);
    if (subject.isNameless()) {
      return Optional.of(false);
    }
    return predicate.isDecided(subject) ? Optional.of(predicate.holds(subject)) : Optional.empty();
  }

  /**
   * What a profile would bring now to its entities of a kind, for one question to them.
   *
   * @param subject a copy to work on, of which nothing is stored
   */
  public static Share wouldShare(
      Program program, String kind, long question, Subject subject, long now) {
    letTimePass(program, subject, now);
    return program.ofEntity(kind).share(subject, question);
  }

  private static void letTimePass(Program program, Subject subject, long now) {
    subject.at(program, now);
    Expiry.expire(program, subject, now, new BitSet());
  }

  /** Lets time pass: what has fallen out of its window by {@code now} is dropped. */
  public static void advance(Program program, Subject subject, long now) {
    subject.at(program, now);
    if (subject.profile().due() > now) {
      return;
    }
    var rules = new BitSet();
    rules.or(program.rulesOnSoftLinks());
    rules.or(program.rulesOnClock());
    Expiry.expire(program, subject, now, rules);
    Concluding.conclude(program, subject, rules, new Cause.ByTime(), now);
  }

  /**
   * Draws conclusions anew because definitions changed, and forgets what none of them needs.
   *
   * @param rules those that may say something else than before
   */
  public static void recheck(Program program, Subject subject, BitSet rules, long now) {
    advance(program, subject, now);
    boolean forgot = false;
    for (var page : subject.profile().pages()) {
      for (var spot : page.states()) {
        if (program.isRetired(spot.feature())) {
          subject.forget(spot.anchor(), spot.feature());
          forgot = true;
        }
      }
    }
    if (forgot || program.linkedRules().intersects(rules)) {
      Expiry.expire(program, subject, now, new BitSet());
    }
    Concluding.retire(program, subject);
    Concluding.conclude(program, subject, rules, new Cause.ByDefinition(), now);
  }

  /**
   * Takes in what the history left, by anchor, in features that no rule in force asks for; so
   * nothing is concluded from it.
   */
  public static void recall(Program program, Subject subject, Profile history, long now) {
    advance(program, subject, now);
    subject.profile().combine(history);
    subject.profileChanged();
    Expiry.expire(program, subject, now, new BitSet());
  }

  /**
   * Takes in what was another profile's: all of it after a merge, some of it after a split. What is
   * told is what differs from what was told of either: who was a member under either name and is no
   * more has left, and who was not under this name and is now has entered.
   */
  public static void absorb(
      Program program, Subject subject, Belongings other, Cause cause, long now) {
    advance(program, subject, now);
    subject.profile().combine(other.profile());
    subject.profileChanged();
    List<Identifier> gained = List.of();
    if (!other.attributes().isEmpty()) {
      gained = subject.attributes().absorb(other.attributes());
      subject.attributesChanged();
    }
    if (!other.relations().isEmpty()) {
      subject.relations().absorb(other.relations());
      subject.relationsChanged();
    }
    if (!other.legacies().isEmpty()) {
      subject.enrolments().inherit(other.legacies());
      subject.enrolmentsChanged();
    }
    Expiry.expire(program, subject, now, new BitSet());
    Concluding.absorb(program, subject, other.profile(), cause, now);
    Concluding.identify(program, subject, gained, cause, now);
  }

  /**
   * Takes out what goes to another profile, and sets the traits that are others for it.
   *
   * @return what leaves, with the conclusions that were told of all of it until now
   */
  public static Belongings divide(
      Program program,
      Subject subject,
      Leaving leaving,
      Map<String, TraitValue> told,
      Cause cause,
      long now) {
    advance(program, subject, now);
    var leaves =
        new Belongings(subject.profile(), subject.attributes(), subject.relations()).take(leaving);
    subject.profile().conclusions().forEach(leaves.profile()::conclude);
    told.forEach(subject.attributes()::tellTrait);
    subject.profileChanged();
    subject.attributesChanged();
    Expiry.expire(program, subject, now, new BitSet());
    Concluding.conclude(program, subject, Concluding.every(program), cause, now);
    return leaves;
  }
}
