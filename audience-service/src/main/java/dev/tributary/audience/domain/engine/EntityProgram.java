package dev.tributary.audience.domain.engine;

import dev.tributary.audience.domain.entity.Share;
import dev.tributary.audience.domain.entity.Standing;
import dev.tributary.audience.domain.entity.Summary;
import dev.tributary.audience.domain.rule.Feature;
import dev.tributary.audience.domain.rule.Reading;
import dev.tributary.audience.domain.rule.Rule;
import dev.tributary.audience.domain.state.Conclusion;
import dev.tributary.audience.domain.state.FeatureState;
import dev.tributary.audience.domain.state.Profile;
import dev.tributary.platform.domain.json.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is computed of the entities of one kind: what their members share, and what comes of it. */
public final class EntityProgram {

  /** Of a kind of which nothing is asked. */
  static final EntityProgram NOTHING = new EntityProgram();

  private final List<Computed> traits = new ArrayList<>();
  private final Map<Long, Question> questions = new LinkedHashMap<>();
  private final Set<Long> places = new HashSet<>();
  private boolean asksOfUsers;

  /** A trait of the entities. */
  private record Computed(Rule.ComputedTrait rule, long place, Feature feature, Reading reading) {}

  /** What came of an entity: its new standing, and what is to be told downstream. */
  public record Outcome(Standing standing, List<Change> changes) {}

  void compute(Rule.ComputedTrait rule, long place, Feature feature, Reading reading) {
    traits.add(new Computed(rule, place, feature, reading));
    places.add(place);
  }

  void ask(Question question) {
    questions.put(question.id(), question);
    switch (question) {
      case Question.OfTrait trait -> places.add(trait.place());
      case Question.OfUsers _ -> asksOfUsers = true;
    }
  }

  /** Whether anything is to be concluded of an entity, or to be forgotten. */
  public boolean asks(Standing before) {
    return !traits.isEmpty() || !questions.isEmpty() || !before.answers().isEmpty();
  }

  /** Whether what a profile brings may be something else since the work on it. */
  boolean concerns(Subject subject) {
    return asksOfUsers || subject.featuresTouched(places);
  }

  /** What a profile brings to its entities; time has been let pass. */
  public Share share(Subject subject) {
    var states = new LinkedHashMap<Long, FeatureState>();
    places.forEach(place -> states.put(place, subject.profile().feature(place)));
    var holds = new LinkedHashMap<Long, Boolean>();
    for (var question : questions.values()) {
      if (question instanceof Question.OfUsers asked && asked.who().isDecided(subject)) {
        holds.put(asked.condition(), asked.who().holds(subject));
      }
    }
    return new Share(states, holds);
  }

  /** As {@link #share(Subject)}, what one question needs alone. */
  Share share(Subject subject, long question) {
    return switch (questions.get(question)) {
      case Question.OfTrait(_, var place, _, _, _) ->
          new Share(Map.of(place, subject.profile().feature(place)), Map.of());
      case Question.OfUsers(_, var condition, _, var who) when who.isDecided(subject) ->
          new Share(Map.of(), Map.of(condition, who.holds(subject)));
      case null, default -> Share.NOTHING;
    };
  }

  /**
   * What an entity answers to a question; empty where not all of its members were asked.
   *
   * @param members all that there are
   */
  public Optional<Boolean> answer(long question, Summary members, long now) {
    return Optional.ofNullable(questions.get(question))
        .flatMap(asked -> answer(asked, members, now));
  }

  /**
   * Concludes what holds of an entity now. What not every member has told of yet stands as it was.
   */
  public Outcome conclude(Standing before, Summary members, Cause cause, long now) {
    var told = new LinkedHashMap<>(before.traits());
    told.replaceAll((rule, conclusion) -> isComputed(rule) ? conclusion : retired(conclusion));
    var changes = new ArrayList<Change>();
    long due = Profile.NEVER;
    for (var trait : traits) {
      var state = kept(trait.place(), trait.feature(), members, now);
      if (state.isPresent()) {
        due = Math.min(due, Visible.changesAfter(state.get(), trait.feature().window(), now));
        var value = value(trait.feature(), trait.reading(), state.get(), now);
        var known = told.getOrDefault(trait.rule().id(), Conclusion.Computed.NONE);
        if (!value.equals(known.value())) {
          long version = known.version() + 1;
          told.put(trait.rule().id(), new Conclusion.Computed(version, value));
          var kind = new Change.Kind.Trait(value, known.value());
          changes.add(new Change(trait.rule(), version, kind, cause, now));
        }
      }
    }
    var answers = new LinkedHashMap<Long, Boolean>();
    for (var question : questions.values()) {
      Optional.ofNullable(
              answer(question, members, now).orElse(before.answers().get(question.id())))
          .ifPresent(answer -> answers.put(question.id(), answer));
      due = Math.min(due, changesAfter(question, members, now));
    }
    return new Outcome(new Standing(told, answers, due), changes);
  }

  /** The values of the traits that were concluded, by name; those that have none are left out. */
  public Map<String, Json> values(Standing standing) {
    var values = new LinkedHashMap<String, Json>();
    for (var trait : traits) {
      var known = standing.traits().get(trait.rule().id());
      if (known != null && !(known.value() instanceof Json.Null)) {
        values.put(trait.rule().name(), known.value());
      }
    }
    return values;
  }

  private boolean isComputed(long rule) {
    return traits.stream().anyMatch(trait -> trait.rule().id() == rule);
  }

  private static Conclusion.Computed retired(Conclusion.Computed conclusion) {
    return new Conclusion.Computed(conclusion.version(), Json.Null.VALUE);
  }

  private static Optional<Boolean> answer(Question question, Summary members, long now) {
    return switch (question) {
      case Question.OfTrait(_, var place, var feature, var reading, var test) ->
          kept(place, feature, members, now)
              .map(state -> test.passes(Optional.of(value(feature, reading, state, now)), now));
      case Question.OfUsers(_, var condition, var quantifier, _) -> {
        var holding = members.holding(condition);
        yield holding.isPresent()
            ? Optional.of(quantifier.holds(holding.getAsLong(), members.members()))
            : Optional.empty();
      }
    };
  }

  private static long changesAfter(Question question, Summary members, long now) {
    if (!(question instanceof Question.OfTrait(_, var place, var feature, var reading, var test))) {
      return Profile.NEVER;
    }
    return kept(place, feature, members, now)
        .map(state ->
            Math.min(
                Visible.changesAfter(state, feature.window(), now),
                test.changesAfter(Optional.of(value(feature, reading, state, now)), now)))
        .orElse(Profile.NEVER);
  }

  private static Optional<FeatureState> kept(
      long place, Feature feature, Summary members, long now) {
    return members.state(place).map(state -> state.after(feature.window().endedBefore(now)));
  }

  private static Json value(Feature feature, Reading reading, FeatureState state, long now) {
    return Values.of(reading, Visible.of(state, feature.window(), now));
  }
}
