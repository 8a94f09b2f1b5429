package dev.tributary.platform.domain.fql;

import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A filter over events in FQL, Segment's filter query language; {@code docs/fql.md} has its grammar
 * and, in one table, what each part does with each type of value.
 *
 * <p>Parsed and compiled once, then matched any number of times from any thread. Matching never
 * throws, whatever the event: a field that is missing or of the wrong type is null, and null fails
 * a condition. Two filters are equal where they are the same but for brackets, order, repetition
 * and quotes, so that equal ones can share their work. Immutable.
 */
public final class Fql {

  public static final int MAX_LENGTH = 10_000;
  public static final int MAX_DEPTH = 100;
  public static final int MAX_LIST = 1_000;

  /** Matches every event. */
  public static final Fql ALWAYS = parse("true = true");

  private final String text;
  private final Condition condition;
  private final Candidates eventNames;
  private final Candidates eventTypes;
  private final Set<List<String>> paths;

  private Fql(Expr filter, String text) {
    this.text = text;
    this.condition = Compiler.condition(filter);
    this.eventNames = Possible.where(filter, "event");
    this.eventTypes = Possible.where(filter, "type");
    this.paths = filter.paths().collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Reads a filter.
   *
   * @param text at most {@value #MAX_LENGTH} characters, as written and in canonical form; nested
   *     at most {@value #MAX_DEPTH} levels; lists of at most {@value #MAX_LIST} items
   * @throws InvalidValue with the field {@code FQL} if the text is no filter; the reason names the
   *     offset of the first character that is wrong, counted from 0 in UTF-16, and what was
   *     expected there
   */
  public static Fql parse(String text) {
    requireLength(text);
    return of(Parser.parse(text));
  }

  static Fql of(Expr filter) {
    var canonical = Printer.print(filter);
    requireLength(canonical);
    return new Fql(filter, canonical);
  }

  private static void requireLength(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new InvalidValue("FQL", "longer than " + MAX_LENGTH + " characters");
    }
  }

  /** Whether the event passes. */
  public boolean matches(Json.Obj event) {
    return condition.test(event);
  }

  /** The canonical text, the same for all equal filters; {@link #parse} of it gives this filter. */
  public String text() {
    return text;
  }

  /**
   * The event names one of which an event that passes certainly has; empty where the filter implies
   * no such closed set. An empty set says that no event passes. Names are those of the field {@code
   * event}.
   */
  public Optional<Set<String>> eventNames() {
    return eventNames.closed();
  }

  /** As {@link #eventNames}, for the field {@code type}. */
  public Optional<Set<String>> eventTypes() {
    return eventTypes.closed();
  }

  /**
   * The fields it reads, each by the names on the way to it; of two events with the same it says
   * the same.
   */
  public Set<List<String>> paths() {
    return paths;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Fql that && text.equals(that.text);
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
