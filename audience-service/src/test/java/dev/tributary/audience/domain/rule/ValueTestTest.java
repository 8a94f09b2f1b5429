package dev.tributary.audience.domain.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.audience.domain.rule.ValueTest.Relation;
import dev.tributary.platform.domain.json.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ValueTestTest {

  /**
   * What each moment says of a date, and when that changes, told twice: by it, and by asking on.
   */
  @ParameterizedTest
  @EnumSource(ValueTest.Moment.class)
  void foretellsTheNextMomentAtWhichADateMayPassOrNotPass(ValueTest.Moment moment) {
    var test = new ValueTest.Relative(moment, 10);
    Optional<Json> date = Optional.of(Json.of("1970-01-01T00:00:00.050Z"));
    for (long now = 0; now < 100; now++) {
      boolean is = test.passes(date, now);
      long next = now + 1;
      while (next < 200 && test.passes(date, next) == is) {
        next++;
      }
      assertThat(test.changesAfter(date, now)).isEqualTo(next == 200 ? Long.MAX_VALUE : next);
    }
  }

  @Test
  void takesDatesOnly() {
    var last = new ValueTest.Relative(ValueTest.Moment.BEFORE_LAST, 1);
    for (var value : List.of("2026-13-01", "yesterday", "2026-01-01T10:00:00", "1767225600000")) {
      assertThat(last.passes(Optional.of(Json.of(value)), Long.MAX_VALUE / 2)).isFalse();
      assertThat(last.changesAfter(Optional.of(Json.of(value)), 0)).isEqualTo(Long.MAX_VALUE);
    }
    assertThat(last.passes(Optional.of(Json.of(7)), NOW)).isFalse();
    assertThat(new ValueTest.Before(1).passes(Optional.of(Json.of("1970-01-01")), NOW)).isTrue();
    assertThat(new ValueTest.After(0).passes(Optional.of(Json.of("1970-01-01")), NOW)).isFalse();
  }

  private static final long NOW = 0;

  private static final Json BLUE = Json.of("blue");
  private static final Json RED = Json.of("red");

  @Test
  void passesNothingButItsAbsenceWhereThereIsNoValue() {
    for (Optional<Json> missing :
        List.of(Optional.<Json>empty(), Optional.<Json>of(Json.Null.VALUE))) {
      assertThat(new ValueTest.Exists(false).passes(missing, NOW)).isTrue();
      assertThat(new ValueTest.Exists(true).passes(missing, NOW)).isFalse();
      assertThat(new ValueTest.Equal(BLUE).passes(missing, NOW)).isFalse();
      assertThat(new ValueTest.NotEqual(BLUE).passes(missing, NOW)).isFalse();
      assertThat(new ValueTest.NotContains(BLUE).passes(missing, NOW)).isFalse();
      assertThat(new ValueTest.NoneOf(List.of(BLUE)).passes(missing, NOW)).isFalse();
      assertThat(compared(Relation.LESS, 5).passes(missing, NOW)).isFalse();
    }
  }

  @Test
  void comparesNumbersByValueAndNothingElse() {
    assertThat(compared(Relation.GREATER, 5).passes(Optional.of(Json.of(6)), NOW)).isTrue();
    assertThat(compared(Relation.GREATER, 5).passes(Optional.of(Json.of(5)), NOW)).isFalse();
    assertThat(compared(Relation.AT_LEAST, 5).passes(Optional.of(Json.of(5)), NOW)).isTrue();
    assertThat(compared(Relation.LESS, 5).passes(Optional.of(Json.of(4)), NOW)).isTrue();
    assertThat(compared(Relation.AT_MOST, 5).passes(Optional.of(Json.of(6)), NOW)).isFalse();
    assertThat(compared(Relation.GREATER, 5).passes(Optional.of(Json.of("6")), NOW)).isFalse();
  }

  @Test
  void looksForPartsOfTextsAndItemsOfArrays() {
    var array = Optional.<Json>of(Json.arrayOf(BLUE, Json.of(7)));
    assertThat(new ValueTest.Contains(BLUE).passes(array, NOW)).isTrue();
    assertThat(new ValueTest.Contains(RED).passes(array, NOW)).isFalse();
    assertThat(new ValueTest.NotContains(RED).passes(array, NOW)).isTrue();
    assertThat(new ValueTest.Contains(Json.of("lu")).passes(Optional.of(BLUE), NOW)).isTrue();
    assertThat(new ValueTest.StartsWith("bl").passes(Optional.of(BLUE), NOW)).isTrue();
    assertThat(new ValueTest.EndsWith("UE").passes(Optional.of(BLUE), NOW)).isFalse();
  }

  @Test
  void differsOnlyFromAnotherValue() {
    assertThat(new ValueTest.NotEqual(BLUE).passes(Optional.of(RED), NOW)).isTrue();
    assertThat(new ValueTest.NotEqual(BLUE).passes(Optional.of(Json.of(7)), NOW)).isTrue();
    assertThat(new ValueTest.NotEqual(BLUE).passes(Optional.of(BLUE), NOW)).isFalse();
    assertThat(new ValueTest.OneOf(List.of(BLUE, RED)).passes(Optional.of(RED), NOW)).isTrue();
    assertThat(new ValueTest.NoneOf(List.of(BLUE)).passes(Optional.of(RED), NOW)).isTrue();
  }

  private static ValueTest compared(Relation relation, long operand) {
    return new ValueTest.Compared(relation, BigDecimal.valueOf(operand));
  }
}
