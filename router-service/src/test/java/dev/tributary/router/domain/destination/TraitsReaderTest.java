package dev.tributary.router.domain.destination;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.domain.definition.Violation;
import dev.tributary.platform.json.JsonText;
import dev.tributary.router.domain.debounce.Debounce;
import dev.tributary.router.domain.debounce.Telling;
import dev.tributary.router.testing.Specs;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraitsReaderTest {

  @Test
  void readsNamesAndDebouncedNamesBesideEachOther() {
    assertThat(traits("[\"a\", {\"name\": \"b\", \"debounce\": \"15m\"}, {\"name\": \"c\"}]"))
        .isEqualTo(
            Map.of("a", new Telling.AtOnce(), "b", every("PT15M"), "c", new Telling.AtOnce()));
  }

  @ParameterizedTest
  @CsvSource({"1s, PT1S", "24h, PT24H", "1d, PT24H", "86400s, PT24H"})
  void readsTheShortestAndTheLongestDebounce(String text, String length) {
    assertThat(traits("[{\"name\": \"b\", \"debounce\": \"" + text + "\"}]"))
        .isEqualTo(Map.of("b", every(length)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0s", "25h", "86401s", "2d", "900", "15 m", "PT15M", "-1s", "1.5h"})
  void refusesADebounceOutOfBoundsOrOfAnotherForm(String text) {
    assertThat(problems("[\"a\", {\"name\": \"b\", \"debounce\": \"" + text + "\"}]"))
        .containsExactly("spec.traits[1].debounce");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"a\"                                     | spec.traits",
        "[5]                                       | spec.traits[0]",
        "[[\"a\"]]                                 | spec.traits[0]",
        "[\"\"]                                    | spec.traits[0]",
        "[{\"debounce\": \"15m\"}]                 | spec.traits[0].name",
        "[{\"name\": \"\", \"debounce\": \"15m\"}] | spec.traits[0].name",
        "[{\"name\": 5}]                           | spec.traits[0].name",
        "[{\"name\": \"a\", \"debounce\": 15}]     | spec.traits[0].debounce",
        "[{\"name\": \"a\", \"debounse\": \"1m\"}] | spec.traits[0].debounse",
        "[\"a\", {\"name\": \"a\"}]                | spec.traits"
      })
  void refusesWithThePathWhatIsWrong(String traits, String path) {
    assertThat(problems(traits)).containsExactly(path);
  }

  @Test
  void tellsTheNamesWithTheirPathsWhateverElseIsWrong() {
    var spec = "{\"traits\": [\"a\", {\"name\": \"b\", \"debounce\": \"never\"}, 5, {}]}";
    assertThat(TraitsReader.names(JsonText.parseObject(spec.getBytes(StandardCharsets.UTF_8))))
        .isEqualTo(Map.of("spec.traits[0]", "a", "spec.traits[1].name", "b"));
  }

  private static Telling every(String length) {
    return new Telling.Debounced(new Debounce(Duration.parse(length)));
  }

  private static Map<String, Telling> traits(String traits) {
    return ((Checked.Valid<Destination>) read(traits)).value().traits();
  }

  private static List<String> problems(String traits) {
    return read(traits).problems().stream().map(Violation::path).toList();
  }

  private static Checked<Destination> read(String traits) {
    var spec =
        "{\"connector\": \"webhook\", \"settings\": {\"url\": \"http://x.example\"}, \"audiences\": [\"z\"], \"traits\": %s}"
            .formatted(traits);
    return Specs.read("d", spec);
  }
}
