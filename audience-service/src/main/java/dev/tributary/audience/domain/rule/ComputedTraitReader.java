package dev.tributary.audience.domain.rule;

import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.domain.definition.SpecReader;
import dev.tributary.platform.domain.json.Json;

/** Reads the spec of a {@code ComputedTrait}: exactly one of {@code count} and {@code sum}. */
public final class ComputedTraitReader {

  private ComputedTraitReader() {}

  public static Checked<Rule.ComputedTrait> read(String name, long version, Json.Obj spec) {
    var reader = SpecReader.of(spec);
    var feature = feature(reader);
    return Checked.of(reader, () -> new Rule.ComputedTrait(name, version, feature));
  }

  private static Feature feature(SpecReader reader) {
    if (reader.has("count") == reader.has("sum")) {
      reader.rejectWhole("has not exactly one of count and sum");
    }
    if (!reader.has("sum")) {
      var count = reader.has("count") ? reader.object("count") : SpecReader.of(Json.Obj.EMPTY);
      return FeatureReader.read(count, new Measure.Count());
    }
    if (reader.has("count")) {
      FeatureReader.read(reader.object("count"), new Measure.Count());
    }
    var sum = reader.object("sum");
    var property = sum.required("property", sum.optional("property", PropertyPath::parse));
    return FeatureReader.read(
        sum, new Measure.Sum(property.orElseGet(() -> PropertyPath.parse("properties.value"))));
  }
}
