package dev.tributary.warehouse.domain.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class JsonTest {

  @ParameterizedTest
  @CsvSource({
    "0, INTEGER, 0",
    "-0.0, INTEGER, 0",
    "1.0, INTEGER, 1",
    "1e3, INTEGER, 1000",
    "9007199254740992, INTEGER, 9007199254740992",
    "9007199254740993, VARCHAR, 9007199254740993",
    "-9223372036854775807, VARCHAR, -9223372036854775807",
    "1e20, FLOAT, 1e+20",
    "6.02e23, FLOAT, 6.02e+23",
    "100000000000000000001, VARCHAR, 100000000000000000001",
    "0.1, FLOAT, 0.1",
    "0.10000000000000001, FLOAT, 0.1",
    "0.100000000000000012, VARCHAR, 0.100000000000000012",
    "1.234567890123456789, VARCHAR, 1.234567890123456789",
    "0.0001, FLOAT, 0.0001",
    "0.00001, FLOAT, 1e-05",
    "-1.5e-300, FLOAT, -1.5e-300",
    "1e-320, VARCHAR, 1E-320",
    "1e400, VARCHAR, 1E+400",
    "1e999999999, VARCHAR, 1E+999999999",
    "1234567890123456.5, FLOAT, 1234567890123456.5",
  })
  void keepsANumberAsANumberOnlyWhereNothingOfItIsLost(
      BigDecimal number, ColumnType type, String text) {
    // When
    var cell = Json.cell(number);

    // Then
    assertThat(cell.type()).isEqualTo(type);
    assertThat(cell.text()).isEqualTo(text);
  }

  @Test
  void keepsAnExponentThatIsOutOfBoundsAsText() {
    assertThat(Json.cell(new BigDecimal("10e2147483646")).type()).isEqualTo(ColumnType.VARCHAR);
    assertThat(Json.cell(Double.NaN)).isEqualTo(new Cell.Text("NaN"));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-02T03:04:05Z, 2026-01-02T03:04:05.000Z",
    "2026-01-02T03:04:05.1Z, 2026-01-02T03:04:05.100Z",
    "2026-01-02T03:04:05.123456Z, 2026-01-02T03:04:05.123456Z",
    "2026-01-02T03:04:05+02:00, 2026-01-02T01:04:05.000Z",
  })
  void takesIsoTimesWithAZoneForTimestamps(String text, String spelled) {
    // When
    var cell = Json.cell(text);

    // Then
    assertThat(cell).isEqualTo(new Cell.Moment(Instant.parse(spelled)));
    assertThat(cell.text()).isEqualTo(spelled);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-02",
    "2026-01-02T03:04:05",
    "2026-01-02 03:04:05Z",
    "2026-02-30T03:04:05Z",
    "2026-01-02T03:04:60Z",
    "2026-01-02T03:04:05.1234567Z",
    "1899-12-31T23:59:59Z",
    "2262-01-01T00:00:00Z",
    "5",
    "true",
  })
  void takesAnyOtherStringForText(String text) {
    assertThat(Json.cell(text)).isEqualTo(new Cell.Text(text));
  }

  @Test
  void writesListsAsJsonThatAnyWarehouseCanKeep() {
    // Given
    var list =
        Arrays.asList(
            1,
            new BigDecimal("1E+3"),
            "a\"\\\n\u0000é🙂\ud800",
            null,
            true,
            Map.of("b", List.of()),
            Map.of());

    // When
    var cell = Json.cell(list);

    // Then
    assertThat(cell.text())
        .isEqualTo("[1,1000,\"a\\\"\\\\\\n\\u0000é🙂\\ud800\",null,true,{\"b\":[]},{}]");
    assertThat(((Cell.Text) cell).isStorable()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("doubles")
  void spellsADoubleSoThatItIsReadBackTheSame(double value) {
    // When
    var text = new Cell.Real(value).text();

    // Then
    assertThat(Double.parseDouble(text)).isEqualTo(value);
  }

  static Stream<Double> doubles() {
    var edges = Stream.of(Double.MIN_NORMAL, Double.MAX_VALUE, 1e15, 1e16, 9.999e-5, 1e-4, -0.5);
    var drawn = new SplittableRandom(3).longs(1_000).mapToObj(Double::longBitsToDouble);
    var near = LongStream.range(0, 200).mapToObj(i -> 1e15 + i * 0.125);
    return Stream.of(edges, drawn, near).flatMap(all -> all).filter(Double::isFinite);
  }
}
