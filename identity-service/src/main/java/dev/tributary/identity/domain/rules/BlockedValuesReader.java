package dev.tributary.identity.domain.rules;

import dev.tributary.identity.domain.identifier.BlockedValues;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.identifier.PatternCompiler;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.definition.SpecReader;
import java.util.Set;

/** Reads {@code blocked}: {@code values}, {@code patterns}, {@code defaults}. */
final class BlockedValuesReader {

  private static final int MAX_VALUES = 1_000;
  private static final int MAX_PATTERNS = 50;

  private final PatternCompiler patterns;

  BlockedValuesReader(PatternCompiler patterns) {
    this.patterns = patterns;
  }

  /** What is blocked, beside what is blocked anyway. */
  BlockedValues read(SpecReader reader, BlockedValues anyway) {
    var blocked = reader.optionalObject("blocked");
    if (blocked.isEmpty()) {
      return anyway;
    }
    var values = Texts.of(blocked.get(), "values", MAX_VALUES, BlockedValuesReader::checked);
    var compiled = Texts.of(blocked.get(), "patterns", MAX_PATTERNS, patterns::compile);
    boolean defaults = blocked.get().bool("defaults", anyway.defaults());
    return anyway.and(new BlockedValues(Set.copyOf(values), compiled, defaults));
  }

  private static String checked(String value) {
    if (value.isBlank()) {
      throw new InvalidValue("value", "blank; blank values are no identifiers anyway");
    }
    if (value.length() > Identifier.MAX_LENGTH) {
      throw new InvalidValue(
          "value", "longer than " + Identifier.MAX_LENGTH + " characters, as no identifier is");
    }
    return value;
  }
}
