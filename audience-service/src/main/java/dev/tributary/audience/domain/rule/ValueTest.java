package dev.tributary.audience.domain.rule;

import dev.tributary.platform.domain.json.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;

/**
 * A test of a trait's value. A missing value and null pass nothing but {@code exists: false}: to
 * differ, not to contain and to be none of a list all need a value. A value of another type than
 * the test needs is not equal, not greater, not contained; it is different. Text is compared case
 * by case.
 */
public sealed interface ValueTest {

  /** Equal to a text, number or boolean. */
  record Equal(Json operand) implements ValueTest {}

  /** There, and not equal. */
  record NotEqual(Json operand) implements ValueTest {}

  /** A number in that relation to another. */
  record Compared(Relation relation, BigDecimal operand) implements ValueTest {}

  /** A text with that part, or an array with that item. */
  record Contains(Json operand) implements ValueTest {}

  /** There, and without that part or item. */
  record NotContains(Json operand) implements ValueTest {}

  /** A text with that beginning. */
  record StartsWith(String operand) implements ValueTest {}

  /** A text with that ending. */
  record EndsWith(String operand) implements ValueTest {}

  /** There, or not there. */
  record Exists(boolean there) implements ValueTest {}

  /** Equal to one of them. */
  record OneOf(List<Json> operands) implements ValueTest {

    public OneOf {
      operands = List.copyOf(operands);
    }
  }

  /** There, and equal to none of them. */
  record NoneOf(List<Json> operands) implements ValueTest {

    public NoneOf {
      operands = List.copyOf(operands);
    }
  }

  /** A date before that moment, in milliseconds since the epoch. */
  record Before(long millis) implements ValueTest {}

  /** A date after that moment, in milliseconds since the epoch. */
  record After(long millis) implements ValueTest {}

  /** A date that stands so to the present. */
  record Relative(Moment moment, long millis) implements ValueTest {}

  /** How a date {@code d} stands to {@code now}, given a time {@code t}. */
  enum Moment {
    /** {@code now - t < d <= now}. */
    WITHIN_LAST,
    /** {@code now <= d < now + t}. */
    WITHIN_NEXT,
    /** {@code d <= now - t}. */
    BEFORE_LAST,
    /** {@code d >= now + t}. */
    AFTER_NEXT
  }

  /** How two numbers stand to each other. */
  enum Relation {
    GREATER,
    AT_LEAST,
    LESS,
    AT_MOST;

    boolean holds(int comparison) {
      return switch (this) {
        case GREATER -> comparison > 0;
        case AT_LEAST -> comparison >= 0;
        case LESS -> comparison < 0;
        case AT_MOST -> comparison <= 0;
      };
    }
  }

  /** Whether the value, where there is one, passes at {@code now}. */
  default boolean passes(Optional<Json> given, long now) {
    var present = given.filter(value -> !(value instanceof Json.Null));
    if (this instanceof Exists(var there)) {
      return present.isPresent() == there;
    }
    return present.filter(value -> passesPresent(value, now)).isPresent();
  }

  /**
   * The next moment after {@code now} at which the passing of time alone may make another answer of
   * it; {@link Long#MAX_VALUE} where it never will.
   */
  default long changesAfter(Optional<Json> given, long now) {
    if (!(this instanceof Relative(var moment, var millis)) || given.isEmpty()) {
      return Long.MAX_VALUE;
    }
    var date = Dates.millis(given.get());
    if (date.isEmpty()) {
      return Long.MAX_VALUE;
    }
    long at = date.getAsLong();
    return switch (moment) {
      case WITHIN_LAST -> next(now, at, at + millis);
      case WITHIN_NEXT -> next(now, at - millis + 1, at + 1);
      case BEFORE_LAST -> next(now, at + millis, Long.MAX_VALUE);
      case AFTER_NEXT -> next(now, at - millis + 1, Long.MAX_VALUE);
    };
  }

  private static long next(long now, long earlier, long later) {
    return earlier > now ? earlier : later > now ? later : Long.MAX_VALUE;
  }

  private boolean passesPresent(Json value, long now) {
    return switch (this) {
      case Equal(var operand) -> value.equals(operand);
      case NotEqual(var operand) -> !value.equals(operand);
      case Compared(var relation, var operand) ->
          value instanceof Json.Num(var number) && relation.holds(number.compareTo(operand));
      case Contains(var operand) -> contains(value, operand);
      case NotContains(var operand) -> !contains(value, operand);
      case StartsWith(var operand) ->
          value instanceof Json.Str(var text) && text.startsWith(operand);
      case EndsWith(var operand) -> value instanceof Json.Str(var text) && text.endsWith(operand);
      case Exists(var there) -> there;
      case OneOf(var operands) -> operands.contains(value);
      case NoneOf(var operands) -> !operands.contains(value);
      case Before(var millis) -> holds(value, date -> date < millis);
      case After(var millis) -> holds(value, date -> date > millis);
      case Relative(var moment, var millis) ->
          holds(
              value,
              date ->
                  switch (moment) {
                    case WITHIN_LAST -> date > now - millis && date <= now;
                    case WITHIN_NEXT -> date >= now && date < now + millis;
                    case BEFORE_LAST -> date <= now - millis;
                    case AFTER_NEXT -> date >= now + millis;
                  });
    };
  }

  private static boolean holds(Json value, LongPredicate of) {
    var date = Dates.millis(value);
    return date.isPresent() && of.test(date.getAsLong());
  }

  private static boolean contains(Json value, Json operand) {
    return switch (value) {
      case Json.Str(var text) -> operand instanceof Json.Str(var part) && text.contains(part);
      case Json.Arr(var items) -> items.contains(operand);
      case Json.Obj _, Json.Num _, Json.Bool _, Json.Null _ -> false;
    };
  }
}
