package dev.tributary.platform.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.platform.domain.InvalidValue;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** YAML as people write definitions in it. */
class YamlTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "yes | \"yes\"",
        "on | \"on\"",
        "2026-01-01 | \"2026-01-01\"",
        "12:30:45 | \"12:30:45\"",
        "1_000 | \"1_000\"",
        "true | true",
        "'true' | \"true\"",
        "~ | null",
        "10 | 10",
        "-1.50 | -1.5",
        "1e3 | 1000",
        "0x1F | 31",
        "0o17 | 15",
        "017 | 17",
        "!!str 5 | \"5\"",
        "30d | \"30d\"",
        "a: [1, {b: c}] | {\"a\":[1,{\"b\":\"c\"}]}",
        "{\"a\": \"b\"} | {\"a\":\"b\"}",
        "{a: &x 1, b: *x} | {\"a\":1,\"b\":1}",
      })
  void readsByTheCoreSchema(String yaml, String json) {
    assertThat(parse(yaml)).isEqualTo(JsonText.parse(json));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "a: 1\n---\nb: 2", "{a: 1, a: 2}", "[a", "a: *nowhere", "? [1]\n: 2",
            "!!java.net.URL x",
        ".inf", ".nan", "&a [*a]", "a: {<<: {b: 1}}", "a:\n\tb", "%", "`"
      })
  void refusesWhatHasNoSinglePlainMeaning(String yaml) {
    assertThatThrownBy(() -> parse(yaml)).isInstanceOf(InvalidValue.class);
  }

  @Test
  void tellsTheLineOfAMistake() {
    assertThatThrownBy(() -> parse("a: 1\nb: [1\n")).hasMessageContaining("line");
  }

  @Test
  void refusesDepth() {
    assertThatThrownBy(() -> parse("[".repeat(50_000))).isInstanceOf(InvalidValue.class);
  }

  private static dev.tributary.platform.domain.json.Json parse(String yaml) {
    return YamlText.parse(yaml.getBytes(StandardCharsets.UTF_8));
  }
}
