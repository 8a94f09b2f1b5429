package dev.tributary.audience.domain.rule;

import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.domain.definition.SpecReader;
import dev.tributary.platform.domain.json.Json;
import java.util.List;
import java.util.function.Function;

/** Reads the spec of a {@code ComputedTrait}: exactly one of the aggregates. */
public final class ComputedTraitReader {

  /** Segment's: a value there is once is no habit. */
  private static final int USUAL_MINIMUM = 2;

  private static final int LARGEST_MINIMUM = 1_000_000_000;
  private static final PropertyPath SOME_PROPERTY = PropertyPath.parse("properties.value");
  private static final List<String> AGGREGATES =
      List.of(
          "count",
          "sum",
          "average",
          "min",
          "max",
          "mostFrequent",
          "first",
          "last",
          "uniqueList",
          "uniqueCount");

  private ComputedTraitReader() {}

  public static Checked<Rule.ComputedTrait> read(String name, long version, Json.Obj spec) {
    var reader = SpecReader.of(spec);
    var given = AGGREGATES.stream().filter(reader::has).toList();
    if (given.size() != 1) {
      reader.rejectWhole("has not exactly one of " + String.join(", ", AGGREGATES));
      given.forEach(reader::optionalJson);
    }
    if (given.isEmpty()) {
      return new Checked.Invalid<>(reader.finish());
    }
    var aggregate = given.getFirst();
    var fields = reader.object(aggregate);
    var feature = FeatureReader.read(fields, measure(aggregate, fields));
    var reading = reading(aggregate, fields);
    return Checked.of(reader, () -> new Rule.ComputedTrait(name, version, feature, reading));
  }

  private static Measure measure(String aggregate, SpecReader fields) {
    return switch (aggregate) {
      case "count" -> new Measure.Count();
      case "sum", "average" -> of(fields, Measure.Sum::new);
      case "min" -> of(fields, Measure.Least::new);
      case "max" -> of(fields, Measure.Greatest::new);
      case "first" -> of(fields, Measure.First::new);
      case "last" -> of(fields, Measure.Last::new);
      default -> of(fields, Measure.Values::new);
    };
  }

  private static Measure of(SpecReader fields, Function<PropertyPath, Measure> measure) {
    var property = fields.required("property", fields.optional("property", PropertyPath::parse));
    return measure.apply(property.orElse(SOME_PROPERTY));
  }

  private static Reading reading(String aggregate, SpecReader fields) {
    return switch (aggregate) {
      case "count" -> new Reading.Count();
      case "sum" -> new Reading.Sum();
      case "average" -> new Reading.Average();
      case "mostFrequent" ->
          new Reading.MostFrequent(
              fields.optionalInteger("minimum", 1, LARGEST_MINIMUM).orElse(USUAL_MINIMUM));
      case "uniqueList" -> new Reading.UniqueList();
      case "uniqueCount" -> new Reading.UniqueCount();
      default -> new Reading.Value();
    };
  }
}
