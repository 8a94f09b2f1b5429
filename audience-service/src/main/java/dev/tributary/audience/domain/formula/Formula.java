package dev.tributary.audience.domain.formula;

import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A number computed from traits of a profile, such as {@code round(total_spent / orders, 2)}. A
 * trait that is absent, or no number that {@code Amount} takes, makes the result absent, and so
 * does a division by zero; {@code coalesce} alone goes on to its next argument. What comes out of
 * each step is defined in {@link Expression}. Immutable, and equal to one of the same text.
 */
public final class Formula {

  public static final int MAX_LENGTH = 1_000;

  /** Brackets, functions and minus signs around a value. */
  public static final int MAX_DEPTH = 20;

  private final String text;
  private final Expression expression;
  private final Set<String> names;

  private Formula(String text, Expression expression) {
    this.text = text;
    this.expression = expression;
    var found = new TreeSet<String>();
    expression.collectNames(found);
    this.names = Collections.unmodifiableSet(found);
  }

  /**
   * Reads a formula.
   *
   * @throws InvalidValue if the text is none; tells the column, counted from 1
   */
  public static Formula parse(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new InvalidValue("formula", "longer than " + MAX_LENGTH + " characters");
    }
    return new Formula(text, Parser.parse(text));
  }

  /** As it was written. */
  public String text() {
    return text;
  }

  /** The traits that it names, in their order. */
  public Set<String> names() {
    return names;
  }

  /** The number; nothing where it is absent. */
  public Optional<Json> value(Function<String, Optional<Json>> traits) {
    return expression.value(traits).map(Json::of);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Formula that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
