package dev.tributary.audience.domain.rule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OperatorTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "5|equals|5.0|true",
        "\"a\"|equals|\"A\"|false",
        "5|equals|\"5\"|false",
        "5|notEquals|\"5\"|true",
        "[1]|equals|[1]|false",
        "5|gt|4|true",
        "5|gt|5|false",
        "5|gte|5|true",
        "5|lt|\"6\"|false",
        "\"5\"|lt|6|false",
        "5|lte|5|true",
        "\"abc\"|contains|\"b\"|true",
        "[1,2]|contains|2|true",
        "[1,2]|notContains|3|true",
        "[1,2]|notContains|[3]|false",
        "\"abc\"|startsWith|\"ab\"|true",
        "\"abc\"|startsWith|1|false",
        "\"abc\"|endsWith|\"bc\"|true",
        "2|oneOf|[1,2]|true",
        "2|oneOf|2|false",
        "2|noneOf|[]|true",
        "2|noneOf|3|false",
        "\"2026-01-01\"|before|\"2026-01-02T00:00:00Z\"|true",
        "\"2026-01-02\"|after|\"2026-01-01\"|true",
        "\"2026-01-02\"|after|\"soon\"|false"
      })
  void compares(String value, String operator, String other, boolean passes) {
    var test = Operator.named(operator).orElseThrow().against(Optional.of(json(other)));

    assertThat(test.filter(one -> one.passes(Optional.of(json(value)), 0)).isPresent())
        .isEqualTo(passes);
  }

  @ParameterizedTest
  @EnumSource
  void hasNoTestAgainstWhatIsAbsentOrNull(Operator operator) {
    assertThat(operator.against(Optional.empty())).isEmpty();
    assertThat(operator.against(Optional.of(Json.Null.VALUE))).isEmpty();
    assertThat(operator.against(Optional.of(Json.Obj.EMPTY))).isEmpty();
  }

  @Test
  void isSpelledLikeTheTestAgainstALiteral() {
    assertThat(ValueTestReader.OPERATORS).containsAll(Operator.words());
  }

  private static Json json(String text) {
    return JsonText.parse(text.getBytes(UTF_8));
  }
}
