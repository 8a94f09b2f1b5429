package dev.tributary.governance.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.google.protobuf.ByteString;
import dev.tributary.governance.domain.JsonShape;
import dev.tributary.platform.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class JsonShapesTest {

  private static final String SAMPLE =
      """
      {"a":{"b":[1,-2.5e3,true,null,"tëxt 😀 \\u00e9\\n"]},"empty":{},"list":[],
       "big":123456789012345678901234567890,"small":1e-7}\
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | OBJECT",
        "' {\"a\" : [ ] } ' | OBJECT",
        "[] | OTHER",
        "[{}] | OTHER",
        "1 | OTHER",
        "\"{}\" | OTHER",
        "null | OTHER",
        "'' | ABSENT",
        "' ' | MALFORMED",
        "{ | MALFORMED",
        "{]  | MALFORMED",
        "{}{} | MALFORMED",
        "{},  | MALFORMED",
        "{\"a\"} | MALFORMED",
        "{\"a\":01} | MALFORMED",
        "{\"a\":NaN} | MALFORMED",
        "{a:1} | MALFORMED",
        "{\"a\":1e99999999999} | MALFORMED",
        "hello | MALFORMED"
      })
  void tellsWhatTextIs(String text, JsonShape expected) {
    assertThat(shapeOf(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("bombs")
  void refusesWhatIsBeyondTheBounds(String what, String text) {
    assertThat(shapeOf(text.getBytes(StandardCharsets.UTF_8)))
        .as(what)
        .isEqualTo(JsonShape.MALFORMED);
  }

  static Stream<Arguments> bombs() {
    return Stream.of(
        Arguments.of("arrays", "{\"a\":" + "[".repeat(400_000)),
        Arguments.of("objects", "{\"a\":".repeat(201) + "1" + "}".repeat(201)),
        Arguments.of("a long integer", "{\"a\":" + "9".repeat(101) + "}"),
        Arguments.of("a long fraction", "{\"a\":0." + "9".repeat(101) + "}"));
  }

  @Test
  void callsNothingAnObjectThatTheServicesDownstreamCannotRead() {
    // Given
    var random = new SplittableRandom(42);
    int objects = 0;

    for (int i = 0; i < 50_000; i++) {
      // When
      var text = SAMPLE.getBytes(StandardCharsets.UTF_8);
      for (int change = random.nextInt(3); change >= 0; change--) {
        text[random.nextInt(text.length)] = (byte) random.nextInt(256);
      }

      // Then
      if (shapeOf(text) == JsonShape.OBJECT) {
        objects++;
        assertThatCode(() -> JsonText.parseObject(text)).doesNotThrowAnyException();
      }
    }
    assertThat(objects).isGreaterThan(1_000);
  }

  private static JsonShape shapeOf(byte[] text) {
    return JsonShapes.of(ByteString.copyFrom(text));
  }
}
