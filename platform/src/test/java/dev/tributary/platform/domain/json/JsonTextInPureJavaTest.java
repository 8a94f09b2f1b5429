package dev.tributary.platform.domain.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.cases.RandomJson;
import dev.tributary.platform.json.JsonText;
import java.math.BigDecimal;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading and writing JSON without a library, held against the library. */
class JsonTextInPureJavaTest {

  @ParameterizedTest
  @MethodSource
  void readsAndWritesAsTheLibraryDoes(long seed) {
    // Given
    var value = new RandomJson(seed).value(6);

    // When
    var text = JsonWriter.write(value, Integer.MAX_VALUE);

    // Then
    assertThat(JsonReader.read(text)).isEqualTo(value).isEqualTo(JsonText.parse(text));
    assertThat(JsonReader.read(JsonText.writeString(value))).isEqualTo(value);
  }

  static LongStream readsAndWritesAsTheLibraryDoes() {
    return LongStream.range(0, 1_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " {\"a\" : [ 1 , -2.50e+3 , 0 , 0.1E-2 ] , \"a\" : null } ",
        "\"\\u00e9\\n\\/\\b\\f\\r\\t\\\\\\\"\\ud83d\\ude00\"",
        "[]",
        "{}",
        "[[],{}]",
        "true",
        "-0"
      })
  void readsWhatIsJson(String text) {
    // When
    var value = JsonReader.read(text);

    // Then
    assertThat(value).isEqualTo(JsonText.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "nul",
        "tru",
        "01",
        "1.",
        ".5",
        "+1",
        "-",
        "1e",
        "1e+",
        "'a'",
        "\"a",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"\\u12\"",
        "\"\n\"",
        "[1,]",
        "[1 2]",
        "[",
        "]",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "{\"a\":1",
        "1 2",
        "NaN",
        "Infinity",
        "\u00a01",
        "1e99999999999"
      })
  void refusesWhatIsNot(String text) {
    // Then
    assertThatExceptionOfType(InvalidValue.class).isThrownBy(() -> JsonReader.read(text));
  }

  @Test
  void readsTwoHundredLevelsAndNotOneMore() {
    // Given
    var deepest = "[".repeat(JsonReader.MAX_DEPTH) + "]".repeat(JsonReader.MAX_DEPTH);

    // Then
    assertThat(JsonReader.read(deepest)).isInstanceOf(Json.Arr.class);
    assertThatExceptionOfType(InvalidValue.class)
        .isThrownBy(() -> JsonReader.read("[" + deepest + "]"))
        .withMessage("JSON is nested deeper than 200 levels");
    assertThatExceptionOfType(InvalidValue.class)
        .isThrownBy(() -> JsonReader.read("[{\"a\":".repeat(1_000_000)));
  }

  @Test
  void writesNoMoreThanItMay() {
    // Given
    var value = Json.arrayOf(Json.of("abc"), Json.of(1));

    // Then
    assertThat(JsonWriter.write(value, 9)).isEqualTo("[\"abc\",1]");
    assertThatExceptionOfType(InvalidValue.class).isThrownBy(() -> JsonWriter.write(value, 8));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.00, 0",
    "0e5, 0",
    "1, 1",
    "1.0, 1",
    "-12.50, -12.5",
    "100, 100",
    "1e2, 100",
    "0.1, 0.1",
    "0.000001, 0.000001",
    "0.0000001, 1e-7",
    "-0.00000015, -1.5e-7",
    "100000000000000000000, 100000000000000000000",
    "1e20, 100000000000000000000",
    "1e21, 1e+21",
    "123e30, 1.23e+32",
    "1e2147483647, 1e+2147483647",
    "1e-2147483647, 1e-2147483647",
    "12345678901234567890.123, 12345678901234567890.123"
  })
  void writesNumbersAsJavaScriptDoes(String number, String expected) {
    // When
    var text = NumberText.of(new BigDecimal(number));

    // Then
    assertThat(text).isEqualTo(expected);
  }
}
