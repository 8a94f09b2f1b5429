package dev.tributary.platform.domain.definition;

import java.util.List;
import java.util.function.Supplier;

/** A spec read into its typed form, or everything that is wrong with it. */
public sealed interface Checked<T> {

  record Valid<T>(T value) implements Checked<T> {}

  /** At least one violation, in the order of the spec. */
  record Invalid<T>(List<Violation> violations) implements Checked<T> {

    public Invalid {
      violations = List.copyOf(violations);
    }
  }

  /** {@link Invalid} where the reader found violations, else what {@code value} makes. */
  static <T> Checked<T> of(SpecReader reader, Supplier<T> value) {
    var violations = reader.finish();
    return violations.isEmpty() ? new Valid<>(value.get()) : new Invalid<>(violations);
  }

  /** What is wrong; empty when valid. */
  default List<Violation> problems() {
    return switch (this) {
      case Valid<T> _ -> List.of();
      case Invalid<T>(var violations) -> violations;
    };
  }
}
