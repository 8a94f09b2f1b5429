package dev.tributary.audience.domain.engine;

import dev.tributary.audience.domain.bytes.StableHash;
import dev.tributary.audience.domain.rule.Computation;
import dev.tributary.audience.domain.rule.EventKind;
import dev.tributary.audience.domain.rule.Feature;
import dev.tributary.audience.domain.rule.Rule;
import dev.tributary.audience.domain.rule.SoftLinkRule;
import dev.tributary.audience.domain.state.FeatureState;
import dev.tributary.platform.domain.json.Fields;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All current definitions, compiled. Equal aggregates are one {@link Feature}; an index leads from
 * an event's name to the features it may touch, and from a feature or trait to the rules that hang
 * on it, so that cost follows matches. Immutable: a change of definitions makes another one.
 */
public final class Program {

  /** Another one has every profile looked at once more: entities are told of all their members. */
  private static final String SWEPT_FORM = "2 ";

  /** Later than every plan. */
  public static final long ANY_PLAN = Long.MAX_VALUE;

  private final List<Rule> rules;
  private final List<Predicate> predicates;
  private final List<Trait> traits;
  private final Map<String, Rule.Audience> audiences = new HashMap<>();
  private final Map<Long, Long> generations;
  private final Map<Long, Long> places = new HashMap<>();
  private final LongPredicate retired;
  private final Map<Long, Feature> features = new HashMap<>();
  private final Selection selection;
  private final Map<Long, BitSet> rulesByFeature = new HashMap<>();
  private final Map<String, BitSet> rulesByTrait = new HashMap<>();
  private final Map<String, BitSet> rulesByEntity = new HashMap<>();
  private final BitSet rulesByIdentifiers = new BitSet();
  private final BitSet rulesBySoftLinks = new BitSet();
  private final BitSet rulesByClock = new BitSet();
  private final BitSet linked = new BitSet();
  private final BitSet rulesByAnswers = new BitSet();
  private final Map<String, EntityProgram> entities = new HashMap<>();
  private final long fingerprint;
  private final long[] effects;

  /**
   * An element that an event adds to a feature.
   *
   * @param place where the feature's state is kept
   */
  public record Addition(long place, Feature feature, FeatureState element) {}

  /** These definitions, each feature in its first generation. */
  public Program(Collection<? extends Rule> definitions) {
    this(definitions, List.of(), Map.of(), null);
  }

  /**
   * These definitions, and features besides whose elements are kept for later.
   *
   * @param generations by the id of the feature, the generation in which its state is kept; the
   *     first for those that are not there
   * @param retired places of states that nobody needs; null for all but those of this program
   */
  public Program(
      Collection<? extends Rule> definitions,
      Collection<Feature> collected,
      Map<Long, Long> generations,
      @Nullable Collection<Long> retired) {
    this.generations = Map.copyOf(generations);
    var gone = retired == null ? null : Set.copyOf(retired);
    this.retired = place -> gone == null ? !features.containsKey(place) : gone.contains(place);
    this.rules =
        definitions.stream()
            .sorted(Comparator.comparingLong(Rule::id))
            .collect(Collectors.toUnmodifiableList());
    this.predicates = new ArrayList<>(rules.size());
    this.traits = new ArrayList<>(rules.size());
    var compiler = compiler();
    for (int i = 0; i < rules.size(); i++) {
      compile(i, rules.get(i), compiler);
    }
    collected.forEach(this::keep);
    this.selection =
        new Selection(
            features.entrySet().stream()
                .map(one ->
                    new Selection.Kept(one.getKey(), generation(one.getValue()), one.getValue()))
                .toList());
    this.effects = Effects.of(rules);
    this.fingerprint =
        StableHash.of(
            SWEPT_FORM
                + rules.stream()
                    .map(rule -> rule.id() + "@" + rule.version())
                    .collect(Collectors.joining(" ")));
  }

  private void compile(int number, Rule rule, Compiler compiler) {
    switch (rule) {
      case Rule.ComputedTrait trait -> {
        if (trait.computation() instanceof Computation.OfMembers(var kind, var feature, var how)) {
          ofEntities(kind).compute(trait, keep(feature), feature, how);
        }
        var resolved = compiler.trait(trait.name());
        predicates.add(Predicate.nobody());
        traits.add(resolved);
        resolved.dependencies(new Hanging(number));
      }
      case Rule.Audience audience -> {
        var predicate = compiler.member(audience.name());
        predicates.add(predicate);
        traits.add(new Trait.Absent());
        audiences.put(audience.name(), audience);
        if (audience.softLinks() instanceof SoftLinkRule.AtLeast) {
          linked.set(number);
        }
        predicate.dependencies(new Hanging(number));
      }
    }
  }

  /** Hangs a rule on everything it asks for. */
  private final class Hanging implements Predicate.Dependencies {

    private final int number;

    private Hanging(int number) {
      this.number = number;
    }

    @Override
    public void feature(Feature feature) {
      hang(number, feature);
    }

    @Override
    public void customTrait(String name) {
      rulesByTrait.computeIfAbsent(name, _ -> new BitSet()).set(number);
    }

    @Override
    public void entity(String kind) {
      rulesByEntity.computeIfAbsent(kind, _ -> new BitSet()).set(number);
    }

    @Override
    public void question(String kind, Question question) {
      rulesByAnswers.set(number);
      ofEntities(kind).ask(question);
    }

    @Override
    public void identifiers() {
      rulesByIdentifiers.set(number);
    }

    @Override
    public void softLinks() {
      rulesBySoftLinks.set(number);
    }

    @Override
    public void clock() {
      rulesByClock.set(number);
    }
  }

  private EntityProgram ofEntities(String kind) {
    return entities.computeIfAbsent(kind, _ -> new EntityProgram());
  }

  private void hang(int number, Feature feature) {
    rulesByFeature.computeIfAbsent(keep(feature), _ -> new BitSet()).set(number);
  }

  private long keep(Feature feature) {
    long place = Feature.place(feature.id(), generation(feature));
    places.put(feature.id(), place);
    features.put(place, feature);
    return place;
  }

  /** Where a feature's state is kept. */
  long place(Feature feature) {
    return places.getOrDefault(feature.id(), feature.id());
  }

  private long generation(Feature feature) {
    return generations.getOrDefault(feature.id(), 0L);
  }

  /** Whether a state that is kept there is needed by nobody. */
  boolean isRetired(long place) {
    return retired.test(place);
  }

  /** The same for the same definitions in the same versions, on every machine. */
  public long fingerprint() {
    return fingerprint;
  }

  /** A number for each rule, in their order: the same as long as it means the same. */
  public long[] effects() {
    return effects.clone();
  }

  /** The rules whose number is none of those. */
  public BitSet rulesWithout(Set<Long> known) {
    return Effects.without(effects, known);
  }

  /** All rules, by id. */
  public List<Rule> rules() {
    return rules;
  }

  /** How many different features the rules need. */
  public int featureCount() {
    return features.size();
  }

  /** The audience of that name, where it is defined. */
  public Optional<Rule.Audience> audience(String name) {
    return Optional.ofNullable(audiences.get(name));
  }

  /**
   * What an event adds, and to which features. Generations later than the plan that was followed
   * where the event was met find it in the history.
   *
   * @param plan its number; {@link #ANY_PLAN} to add to every generation
   */
  public List<Addition> additions(Occurrence occurrence, long plan) {
    return selection.additions(occurrence, plan);
  }

  /** Whether an event of that kind and name may add anything. */
  public boolean asksFor(EventKind kind, String event) {
    return selection.asksFor(kind, event);
  }

  /** Of the document of such an event, the fields on which it hangs what it adds. */
  public Fields fields(EventKind kind, String event) {
    return selection.fields(kind, event);
  }

  /** Resolves names among these rules; for one thread. */
  Compiler compiler() {
    return new Compiler(rules, feature -> Feature.place(feature.id(), generation(feature)));
  }

  /** Whether anything is computed of entities from their members. */
  public boolean asksEntities() {
    return !entities.isEmpty();
  }

  /** Whether what a profile brings to entities may be something else since the work on it. */
  public boolean concernsEntities(Subject subject) {
    for (var one : entities.values()) {
      if (one.concerns(subject)) {
        return true;
      }
    }
    return false;
  }

  /** What is computed of entities of a kind from their members. */
  public EntityProgram ofEntity(String kind) {
    return entities.getOrDefault(kind, EntityProgram.NOTHING);
  }

  /** The rules that wait for answers of entities. */
  BitSet rulesOnAnswers() {
    return rulesByAnswers;
  }

  /** Whether any audience counts soft links. */
  public boolean countsSoftLinks() {
    return !linked.isEmpty();
  }

  /** The audiences that count soft links. */
  BitSet linkedRules() {
    return linked;
  }

  /** The rules that may change with soft links: those that count them, or contain such. */
  BitSet rulesOnSoftLinks() {
    return rulesBySoftLinks;
  }

  /** The rules that may change with a profile's identifiers. */
  BitSet rulesOnIdentifiers() {
    return rulesByIdentifiers;
  }

  /** The rules that may change by time alone, other than by windows. */
  BitSet rulesOnClock() {
    return rulesByClock;
  }

  /** By the place where their states are kept. */
  Map<Long, Feature> features() {
    return features;
  }

  Predicate predicate(int number) {
    return predicates.get(number);
  }

  Trait trait(int number) {
    return traits.get(number);
  }

  /** The rules that hang on the state kept there. */
  BitSet rulesOn(long place) {
    return rulesByFeature.getOrDefault(place, new BitSet());
  }

  BitSet rulesOnTrait(String name) {
    return rulesByTrait.getOrDefault(name, new BitSet());
  }

  BitSet rulesOnEntity(String kind) {
    return rulesByEntity.getOrDefault(kind, new BitSet());
  }
}
