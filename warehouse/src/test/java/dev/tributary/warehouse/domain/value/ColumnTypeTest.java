package dev.tributary.warehouse.domain.value;

import static dev.tributary.warehouse.domain.value.ColumnType.BOOLEAN;
import static dev.tributary.warehouse.domain.value.ColumnType.FLOAT;
import static dev.tributary.warehouse.domain.value.ColumnType.INTEGER;
import static dev.tributary.warehouse.domain.value.ColumnType.TIMESTAMP;
import static dev.tributary.warehouse.domain.value.ColumnType.VARCHAR;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ColumnTypeTest {

  @ParameterizedTest
  @EnumSource
  void joinsAreIdempotentCommutativeAndAssociative(ColumnType a) {
    assertThat(a.join(a)).isEqualTo(a);
    for (var b : ColumnType.values()) {
      assertThat(a.join(b)).isEqualTo(b.join(a));
      for (var c : ColumnType.values()) {
        assertThat(a.join(b).join(c)).isEqualTo(a.join(b.join(c)));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aJoinHoldsBothAndIsTheNarrowestThatDoes(ColumnType a) {
    for (var b : ColumnType.values()) {
      var join = a.join(b);
      assertThat(join.holds(a)).isTrue();
      assertThat(join.holds(b)).isTrue();
      for (var other : ColumnType.values()) {
        if (other.holds(a) && other.holds(b)) {
          assertThat(other.holds(join)).isTrue();
        }
      }
    }
  }

  @Test
  void widensNumbersToFloatsAndEverythingElseToText() {
    assertThat(INTEGER.join(FLOAT)).isEqualTo(FLOAT);
    assertThat(BOOLEAN.join(INTEGER)).isEqualTo(VARCHAR);
    assertThat(TIMESTAMP.join(INTEGER)).isEqualTo(VARCHAR);
    assertThat(TIMESTAMP.join(BOOLEAN)).isEqualTo(VARCHAR);
    assertThat(FLOAT.join(VARCHAR)).isEqualTo(VARCHAR);
  }
}
