package dev.tributary.audience.domain.engine;

import dev.tributary.audience.domain.rule.Feature;
import dev.tributary.audience.domain.rule.Measure;
import dev.tributary.audience.domain.state.FeatureState;
import dev.tributary.platform.domain.json.Json;

/** What a feature's state is worth as a computed trait. */
final class Values {

  private Values() {}

  /** The count or the sum; null where nothing counts, so that zero is always a sum of something. */
  static Json of(Feature feature, FeatureState state) {
    if (state.isEmpty()) {
      return Json.Null.VALUE;
    }
    return switch (feature.measure()) {
      case Measure.Count _ -> Json.of(state.count());
      case Measure.Sum _ -> Json.of(state.sum());
    };
  }
}
