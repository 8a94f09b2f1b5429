package dev.tributary.platform.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON text: everything that is JSON is read and written back the same, nothing else is read. */
class JsonTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "}",
        "[1,]",
        "{\"a\":}",
        "{\"a\" 1}",
        "{a:1}",
        "nul",
        "'a'",
        "1 2",
        "{} {}",
        "01",
        "+1",
        ".5",
        "1.",
        "NaN",
        "Infinity",
        "\"\n\"",
        "\"\\x\"",
        "\"\\u12\"",
        "\"a",
        "/**/1",
        "[1] trailing",
        "\u0000"
      })
  void refusesWhatIsNotExactlyOneValue(String text) {
    assertThatThrownBy(() -> JsonText.parse(text)).isInstanceOf(InvalidValue.class);
  }

  @Test
  void refusesBytesThatAreNotUtf8() {
    for (var bytes :
        List.of(
            new byte[] {'"', (byte) 0xff, '"'}, new byte[] {'"', (byte) 0xe2, (byte) 0x82, '"'})) {
      assertThatThrownBy(() -> JsonText.parse(bytes)).isInstanceOf(InvalidValue.class);
    }
  }

  @Test
  void refusesDepthsAndNumbersThatWouldCostMoreThanTheirLength() {
    assertThat(JsonText.parse("[".repeat(200) + "]".repeat(200))).isInstanceOf(Json.Arr.class);
    assertThatThrownBy(() -> JsonText.parse("[".repeat(201) + "]".repeat(201)))
        .isInstanceOf(InvalidValue.class);
    assertThatThrownBy(() -> JsonText.parse("[".repeat(5_000_000)))
        .isInstanceOf(InvalidValue.class);
    assertThat(JsonText.parse("1".repeat(100))).isInstanceOf(Json.Num.class);
    assertThatThrownBy(() -> JsonText.parse("1".repeat(101))).isInstanceOf(InvalidValue.class);
    assertThatThrownBy(() -> JsonText.parse("1e99999999999")).isInstanceOf(InvalidValue.class);
  }

  @Test
  void countsTheLastOfTwoEqualKeysAsJavaScriptDoes() {
    assertThat(JsonText.parse("{\"a\":1,\"b\":2,\"a\":3}"))
        .isEqualTo(JsonText.parse("{\"a\":3,\"b\":2}"));
  }

  @Test
  void keepsEveryDigit() {
    var text = "[0.1,12345678901234567890.12345678901234567890,-0.0000001,1.50]";
    assertThat(JsonText.parse(JsonText.write(JsonText.parse(text))))
        .isEqualTo(JsonText.parse(text));
    assertThat(JsonText.parse("1.50"))
        .isEqualTo(Json.of(new BigDecimal("1.5")))
        .hasToString("Num[value=1.50]");
  }

  @Test
  void survivesALoneSurrogateThatAnSdkSent() {
    // Given
    var text = "{\"name\":\"\\ud83d\"}";

    // When
    var read = JsonText.parse(text);

    // Then
    assertThat(new String(JsonText.write(read), StandardCharsets.UTF_8)).contains("name");
    assertThat(JsonText.parse(JsonText.write(read))).isInstanceOf(Json.Obj.class);
  }

  @ParameterizedTest
  @MethodSource("values")
  void readsBackWhateverItWrote(Json value) {
    assertThat(JsonText.parse(JsonText.write(value))).isEqualTo(value);
  }

  /** The edges first, then five hundred draws. */
  static Stream<Json> values() {
    var random = new SplittableRandom(7);
    return Stream.concat(
        Stream.of(
            Json.Obj.EMPTY,
            Json.arrayOf(),
            Json.of(""),
            Json.of("\u0000\u2028\"\\/😀"),
            Json.of(Long.MIN_VALUE),
            Json.Null.VALUE),
        IntStream.range(0, 500).mapToObj(_ -> draw(random, 4)));
  }

  private static Json draw(SplittableRandom random, int depth) {
    return switch (random.nextInt(depth > 0 ? 7 : 5)) {
      case 0 -> Json.Null.VALUE;
      case 1 -> Json.of(random.nextBoolean());
      case 2 -> Json.of(BigDecimal.valueOf(random.nextLong(), random.nextInt(-20, 20)));
      case 3, 4 -> Json.of(text(random));
      case 5 -> {
        var fields = new LinkedHashMap<String, Json>();
        for (int i = random.nextInt(5); i > 0; i--) {
          fields.put(text(random), draw(random, depth - 1));
        }
        yield new Json.Obj(fields);
      }
      default ->
          new Json.Arr(
              IntStream.range(0, random.nextInt(5))
                  .mapToObj(_ -> draw(random, depth - 1))
                  .toList());
    };
  }

  private static String text(SplittableRandom random) {
    return random
        .ints(random.nextInt(12), 0, 0x1_0ffff)
        .filter(point -> point < 0xd800 || point > 0xdfff)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
