package dev.tributary.audience.domain.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormulaTest {

  private static final String ABSENT = "absent";

  private final Map<String, Json> traits = new HashMap<>();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 + 2 * 3|7",
        "(1 + 2) * 3|9",
        "10 - 2 - 3|5",
        "24 / 4 / 2|3",
        "2 * -3|-6",
        "-2 - -3|1",
        "-(1 + 2)|-3",
        "--2|2",
        "min(3, 1, 2)|1",
        "max(3, 1 + 3)|4",
        "round(2.345, 2)|2.34",
        "round(2.5)|2",
        "round(3.5)|4",
        "round(-1.25, 1)|-1.2",
        "round(7, 3)|7",
        "coalesce(nobody, 3)|3",
        "coalesce(1 / 0, nobody, 4)|4",
        "coalesce(two, 3)|2",
        "two/three|0.6666666666666667",
        "\t( two )*three|6",
        "`two` + `a b`|3",
        "`back``tick`|4",
        "min + max|11",
        "0.1 + 0.2|0.3",
        "1.50|1.5"
      })
  void computes(String formula, String value) {
    given();

    assertThat(value(formula)).isEqualTo(value);
  }

  /** Only coalesce goes on where an operand is absent, of another type, or out of bounds. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nobody",
        "nobody + 1",
        "1 - nobody",
        "-nobody",
        "0 * nobody",
        "min(1, nobody)",
        "max(nobody, 1)",
        "round(nobody)",
        "coalesce(nobody, text)",
        "text + 1",
        "numeric_text + 1",
        "list + 1",
        "flag + 1",
        "nothing + 1",
        "enormous + 1",
        "long + 1",
        "1 / 0",
        "0 / 0",
        "1 / (two - 2)",
        "large * 10",
        "large + large * 9"
      })
  void isAbsent(String formula) {
    given();

    assertThat(value(formula)).isEqualTo(ABSENT);
  }

  @Test
  void staysWithinThirtyDigitsAndThirtyPlaces() {
    var nines = "9".repeat(30);

    // Exact as long as the result fits, rounded half even where it does not.
    assertThat(value(nines + " - 1")).isEqualTo("9".repeat(29) + "8");
    assertThat(value(nines + " + 0.4")).isEqualTo(nines);
    assertThat(value(nines + " + 0.5")).isEqualTo(ABSENT);
    assertThat(value("100000000000000000000000000.125 * 1.1"))
        .isEqualTo("110000000000000000000000000.138");
    assertThat(value("0.000000000000001 * 0.000000000000001"))
        .isEqualTo("0." + "0".repeat(29) + "1");
    assertThat(value("0.000000000000001 * 0.0000000000000005")).isEqualTo("0");
    assertThat(value("0.000000000000001 * 0.0000000000000015"))
        .isEqualTo("0." + "0".repeat(29) + "2");
    assertThat(value("1 / 3 * 3")).isEqualTo("0.9999999999999999");
    assertThat(value("1 / 8")).isEqualTo("0.125");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "1 +|4|expected a trait, a number, a function, - or (, found the end",
        "1 + * 2|5|expected a trait",
        "(1|3|expected an operator or ), found the end",
        "1)|2|expected an operator or the end, found )",
        "a b|3|expected an operator or the end, found b",
        "a % b|3|expected an operator or the end, found %",
        "a = b|3|expected an operator or the end",
        "'x' + 1|1|expected a trait",
        "1 + größe|7|expected an operator or the end, found ö",
        "exp(2)|1|expected a function (min, max, round, coalesce)",
        "1 + min(2)|5|min takes 2 or more arguments",
        "max()|5|expected a trait",
        "min(1,)|7|expected a trait",
        "round(1, 2, 3)|1|round takes 1 or 2 arguments",
        "coalesce(1)|1|coalesce takes 2 or more arguments",
        "min(1 2)|7|expected an operator, a comma or ), found 2",
        "round(1, a)|10|expected how many digits",
        "round(1, 31)|10|expected how many digits",
        "round(1, -1)|10|expected how many digits",
        "round(1, 1.5)|10|expected how many digits",
        "a + `b|7|expected ` to close the name from column 5",
        "``|1|the name between ` and ` is empty",
        "1.|3|expected a digit, found the end",
        "1.2.3|4|expected the number to end, found .",
        "1e5|2|expected the number to end, found e",
        ".5|1|expected a trait",
        "+1|1|expected a trait"
      })
  void pointsToTheColumnOfWhatIsWrong(String formula, int column, String what) {
    assertThatThrownBy(() -> Formula.parse(formula))
        .isInstanceOfSatisfying(
            InvalidValue.class,
            wrong -> assertThat(wrong.reason()).startsWith("wrong at column " + column + ": "))
        .hasMessageContaining(what);
  }

  @Test
  void refusesEmptyNamesAndNumbersThatSumsDoNotTake() {
    assertReason("` `` ` + ``", "wrong at column 10: the name");
    assertReason("1 + 1" + "0".repeat(30), "wrong at column 5: the number is not below 10^30");
    assertReason("0." + "0".repeat(30) + "1", "wrong at column 1: the number is not below 10^30");
    assertReason("a\u0001", "wrong at column 2: expected an operator or the end, found a control");
    assertReason("   ", "wrong at column 4");
  }

  @Test
  void takesAThousandCharactersAndTwentyLevelsAndRefusesMore() {
    assertThat(value("1" + "+1".repeat(499) + " ")).isEqualTo("500");
    assertReason("1" + "+1".repeat(500), "longer than 1000 characters");
    assertThat(value("(".repeat(20) + "1" + ")".repeat(20))).isEqualTo("1");
    assertReason("(".repeat(50) + "1" + ")".repeat(50), "column 21: nested deeper than 20 levels");
    assertReason("-".repeat(50) + "1", "column 21: nested deeper than 20 levels");
    assertReason("round(".repeat(50) + "1", "nested deeper than 20 levels");
  }

  @Test
  void tellsTheTraitsItNamesAndIsEqualByItsText() {
    assertThat(Formula.parse("a + min(b, -`c d`) / round(a, 2)").names())
        .containsExactly("a", "b", "c d");
    assertThat(Formula.parse("a + 1"))
        .isEqualTo(Formula.parse("a + 1"))
        .hasSameHashCodeAs(Formula.parse("a + 1"))
        .isNotEqualTo(Formula.parse("a+1"))
        .hasToString("a + 1");
  }

  private void given() {
    traits.put("two", Json.of(2));
    traits.put("three", Json.of(3));
    traits.put("a b", Json.of(1));
    traits.put("back`tick", Json.of(4));
    traits.put("min", Json.of(5));
    traits.put("max", Json.of(6));
    traits.put("text", Json.of("x"));
    traits.put("numeric_text", Json.of("7"));
    traits.put("list", Json.arrayOf(Json.of(1)));
    traits.put("flag", Json.Bool.TRUE);
    traits.put("nothing", Json.Null.VALUE);
    traits.put("enormous", Json.of(new BigDecimal("1e1000000")));
    traits.put("long", Json.of(new BigDecimal("1." + "1".repeat(40))));
    traits.put("large", Json.of(new BigDecimal("1" + "0".repeat(29))));
  }

  private String value(String formula) {
    return Formula.parse(formula)
        .value(name -> Optional.ofNullable(traits.get(name)))
        .map(value -> ((Json.Num) value).value().toPlainString())
        .orElse(ABSENT);
  }

  private static void assertReason(String formula, String reason) {
    assertThatThrownBy(() -> Formula.parse(formula))
        .isInstanceOf(InvalidValue.class)
        .hasMessageContaining(reason);
  }
}
