package dev.tributary.audience.domain.rule;

import dev.tributary.audience.domain.formula.Formula;
import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.domain.definition.SpecReader;
import dev.tributary.platform.domain.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads the spec of a {@code ComputedTrait}: exactly one of the aggregates, or a formula. */
public final class ComputedTraitReader {

  /** Segment's: a value there is once is no habit. */
  private static final int USUAL_MINIMUM = 2;

  private static final String OF = "of";
  private static final String FORMULA = "formula";
  private static final int LARGEST_MINIMUM = 1_000_000_000;
  private static final List<String> FORMS =
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
          "uniqueCount",
          FORMULA);

  private ComputedTraitReader() {}

  public static Checked<Rule.ComputedTrait> read(String name, long version, Json.Obj spec) {
    var reader = SpecReader.of(spec);
    var given = FORMS.stream().filter(reader::has).toList();
    if (given.size() != 1) {
      reader.rejectWhole("has not exactly one of " + String.join(", ", FORMS));
      given.forEach(reader::optionalJson);
    }
    if (given.isEmpty()) {
      return new Checked.Invalid<>(reader.finish());
    }
    var form = given.getFirst();
    var entity = entity(reader, form);
    var computation =
        form.equals(FORMULA)
            ? reader.optional(FORMULA, Formula::parse).<Computation>map(Computation.Derived::new)
            : Optional.of(aggregate(form, reader.object(form), entity));
    return Checked.of(
        reader, () -> new Rule.ComputedTrait(name, version, computation.orElseThrow()));
  }

  /** Of which entities it is a trait; of profiles where nothing is said. */
  private static Optional<String> entity(SpecReader reader, String form) {
    var entity = reader.optionalString(OF);
    if (entity.isPresent() && form.equals(FORMULA)) {
      reader.reject(OF, "does not go with a formula");
    }
    if (entity.filter(String::isBlank).isPresent()) {
      reader.reject(OF, "names no kind of entity");
    }
    return entity;
  }

  private static Computation aggregate(
      String aggregate, SpecReader fields, Optional<String> entity) {
    var feature = FeatureReader.read(fields, measure(aggregate, fields));
    var reading = reading(aggregate, fields);
    return entity
        .<Computation>map(kind -> new Computation.OfMembers(kind, feature, reading))
        .orElseGet(() -> new Computation.Aggregate(feature, reading));
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
    return measure.apply(FeatureReader.property(fields));
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
