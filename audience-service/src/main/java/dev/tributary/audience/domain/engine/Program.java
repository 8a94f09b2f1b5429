package dev.tributary.audience.domain.engine;

import dev.tributary.audience.domain.bytes.StableHash;
import dev.tributary.audience.domain.rule.EventKind;
import dev.tributary.audience.domain.rule.Feature;
import dev.tributary.audience.domain.rule.Rule;
import dev.tributary.audience.domain.rule.Selector;
import dev.tributary.audience.domain.rule.SoftLinkRule;
import dev.tributary.audience.domain.state.FeatureState;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * All current definitions, compiled. Equal aggregates are one {@link Feature}; an index leads from
 * an event's name to the features it may touch, and from a feature or trait to the rules that hang
 * on it, so that cost follows matches. Immutable: a change of definitions makes another one.
 */
public final class Program {

  private final List<Rule> rules;
  private final List<Predicate> predicates;
  private final List<Trait> traits;
  private final Map<String, Rule.Audience> audiences = new HashMap<>();
  private final Map<Long, Feature> features = new HashMap<>();
  private final Map<EventKind, Map<String, List<Group>>> groups = new EnumMap<>(EventKind.class);
  private final Map<Long, BitSet> rulesByFeature = new HashMap<>();
  private final Map<String, BitSet> rulesByTrait = new HashMap<>();
  private final Map<String, BitSet> rulesByEntity = new HashMap<>();
  private final BitSet rulesByIdentifiers = new BitSet();
  private final BitSet rulesBySoftLinks = new BitSet();
  private final BitSet rulesByClock = new BitSet();
  private final BitSet linked = new BitSet();
  private final long fingerprint;

  /** Features with the same filter, which is asked once for all of them. */
  private record Group(Selector selector, List<Feature> features) {}

  /** An element that an event adds to a feature. */
  public record Addition(Feature feature, FeatureState element) {}

  public Program(Collection<? extends Rule> definitions) {
    this.rules =
        definitions.stream()
            .sorted(Comparator.comparingLong(Rule::id))
            .collect(Collectors.toUnmodifiableList());
    this.predicates = new ArrayList<>(rules.size());
    this.traits = new ArrayList<>(rules.size());
    var compiler = new Compiler(rules);
    for (int i = 0; i < rules.size(); i++) {
      compile(i, rules.get(i), compiler);
    }
    index();
    this.fingerprint =
        StableHash.of(
            rules.stream()
                .map(rule -> rule.id() + "@" + rule.version())
                .collect(Collectors.joining(" ")));
  }

  private void compile(int number, Rule rule, Compiler compiler) {
    switch (rule) {
      case Rule.ComputedTrait trait -> {
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

  private void hang(int number, Feature feature) {
    features.put(feature.id(), feature);
    rulesByFeature.computeIfAbsent(feature.id(), _ -> new BitSet()).set(number);
  }

  private void index() {
    var bySelector = new LinkedHashMap<String, Group>();
    for (var feature : features.values()) {
      var selector = feature.selector();
      var key = selector.kind() + "\n" + selector.event() + "\n" + selector.where().text();
      bySelector
          .computeIfAbsent(key, _ -> new Group(selector, new ArrayList<>()))
          .features()
          .add(feature);
    }
    for (var group : bySelector.values()) {
      groups
          .computeIfAbsent(group.selector().kind(), _ -> new HashMap<>())
          .computeIfAbsent(group.selector().event(), _ -> new ArrayList<>())
          .add(group);
    }
  }

  /** The same for the same definitions in the same versions, on every machine. */
  public long fingerprint() {
    return fingerprint;
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

  /** What an event adds, and to which features. */
  public List<Addition> additions(Occurrence occurrence) {
    var ofKind = groups.getOrDefault(occurrence.kind(), Map.of());
    var ofAny = ofKind.getOrDefault(Selector.ANY, List.of());
    var ofName =
        occurrence.event().equals(Selector.ANY)
            ? List.<Group>of()
            : ofKind.getOrDefault(occurrence.event(), List.of());
    if (ofAny.isEmpty() && ofName.isEmpty()) {
      return List.of();
    }
    var additions = new ArrayList<Addition>();
    add(ofAny, occurrence, additions);
    add(ofName, occurrence, additions);
    return additions;
  }

  private static void add(List<Group> candidates, Occurrence occurrence, List<Addition> additions) {
    for (var group : candidates) {
      if (group.selector().where().admits(occurrence.document())) {
        for (var feature : group.features()) {
          Elements.of(feature.measure(), occurrence)
              .ifPresent(payload ->
                  additions.add(
                      new Addition(
                          feature,
                          FeatureState.of(feature.bucket(occurrence.atMillis()), payload))));
        }
      }
    }
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

  Map<Long, Feature> features() {
    return features;
  }

  Predicate predicate(int number) {
    return predicates.get(number);
  }

  Trait trait(int number) {
    return traits.get(number);
  }

  BitSet rulesOn(long feature) {
    return rulesByFeature.getOrDefault(feature, new BitSet());
  }

  BitSet rulesOnTrait(String name) {
    return rulesByTrait.getOrDefault(name, new BitSet());
  }

  BitSet rulesOnEntity(String kind) {
    return rulesByEntity.getOrDefault(kind, new BitSet());
  }
}
