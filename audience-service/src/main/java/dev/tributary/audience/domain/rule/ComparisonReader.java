package dev.tributary.audience.domain.rule;

import dev.tributary.platform.domain.definition.SpecReader;
import dev.tributary.platform.domain.json.Json;

/** Reads {@code <operator>: {trait: name}}. */
final class ComparisonReader {

  private static final Comparison NOTHING = new Comparison(Operator.EQUALS, "");

  private ComparisonReader() {}

  /** Whether an operator stands there that compares with a trait. */
  static boolean isIn(SpecReader reader) {
    return ValueTestReader.operators(reader).stream()
        .anyMatch(operator ->
            reader.optionalJson(operator).filter(Json.Obj.class::isInstance).isPresent());
  }

  /** The one comparison there is. */
  static Comparison read(SpecReader reader) {
    var given = ValueTestReader.operators(reader);
    if (given.size() != 1) {
      reader.rejectWhole("has not exactly one of " + String.join(", ", Operator.words()));
      given.forEach(reader::optionalJson);
      return NOTHING;
    }
    var word = given.getFirst();
    var operator = Operator.named(word);
    if (operator.isEmpty()) {
      reader.reject(
          word, "compares with no trait; these do: " + String.join(", ", Operator.words()));
      return NOTHING;
    }
    if (!isIn(reader)) {
      reader.reject(
          word, "is no {trait: name}; a property is compared with what is written in where");
      return NOTHING;
    }
    return new Comparison(operator.get(), reader.object(word).string("trait"));
  }
}
