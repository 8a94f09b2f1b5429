package dev.tributary.audience.domain.rule;

import dev.tributary.audience.domain.rule.Condition.Sequence;
import dev.tributary.audience.domain.rule.Condition.Step;
import dev.tributary.platform.domain.definition.SpecReader;
import java.util.ArrayList;

/** Reads {@code {sequence: [...], within?}}. */
final class SequenceReader {

  private static final int FEWEST_STEPS = 2;

  private SequenceReader() {}

  static Sequence read(SpecReader reader) {
    var window = FeatureReader.within(reader);
    var items = reader.objects("sequence");
    if (items.size() < FEWEST_STEPS || items.size() > Sequence.MAX_STEPS) {
      reader.reject(
          "sequence", "has not between " + FEWEST_STEPS + " and " + Sequence.MAX_STEPS + " steps");
    }
    var steps = new ArrayList<Step>();
    for (var item : items) {
      boolean first = steps.isEmpty();
      if (first && item.has("not")) {
        item.reject("not", "cannot be the first step");
      }
      if (first && item.has("within")) {
        item.reject("within", "is counted from the first step; for all of them it stands outside");
      }
      steps.add(step(item, window));
    }
    return new Sequence(steps);
  }

  private static Step step(SpecReader item, Window window) {
    boolean not = item.has("not");
    var selector = FeatureReader.selector(not ? item.object("not") : item);
    long within =
        FeatureReader.within(item) instanceof Window.Last(var millis) ? millis : Long.MAX_VALUE;
    return new Step(new Feature(selector, new Measure.Times(), window), not, within);
  }
}
