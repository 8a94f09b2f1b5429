package dev.tributary.audience.domain.plan;

import dev.tributary.audience.domain.rule.Computation;
import dev.tributary.audience.domain.rule.Condition;
import dev.tributary.audience.domain.rule.Feature;
import dev.tributary.audience.domain.rule.Rule;
import dev.tributary.platform.domain.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A version of a definition: the rule it was read as, and the words to read it from again. */
public record Specified(Rule rule, Json.Obj spec) {

  public long id() {
    return rule.id();
  }

  /** Whether it is that version of that definition. */
  public boolean isSameAs(@Nullable Specified other) {
    return other != null && other.rule.id() == rule.id() && other.rule.version() == rule.version();
  }

  /** The features that it asks for itself, by id. */
  public Map<Long, Feature> features() {
    var features = new LinkedHashMap<Long, Feature>();
    switch (rule) {
      case Rule.Audience audience ->
          audience
              .who()
              .all()
              .flatMap(Condition::features)
              .forEach(feature -> features.put(feature.id(), feature));
      case Rule.ComputedTrait trait -> {
        switch (trait.computation()) {
          case Computation.Aggregate(var feature, _) -> features.put(feature.id(), feature);
          case Computation.OfMembers(_, var feature, _) -> features.put(feature.id(), feature);
          case Computation.Derived _ -> {}
        }
      }
    }
    return features;
  }

  /** The ids of other rules that it names, whether they are defined or not. */
  public Set<Long> names() {
    return rule.names();
  }
}
