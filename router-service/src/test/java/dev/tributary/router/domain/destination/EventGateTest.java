package dev.tributary.router.domain.destination;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.platform.domain.fql.Fql;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import dev.tributary.router.domain.destination.EventGate.Passage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventGateTest {

  private static final Fql ALWAYS = Fql.parse("true = true");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|true",
        "{\"integrations\": {}}|true",
        "{\"integrations\": {\"All\": false}}|false",
        "{\"integrations\": {\"All\": false, \"Braze\": true}}|true",
        "{\"integrations\": {\"braze\": {\"options\": 1}, \"all\": false}}|true",
        "{\"integrations\": {\"my-braze\": false}}|false",
        "{\"integrations\": {\"All\": true, \"BRAZE\": false}}|false",
        "{\"integrations\": {\"Amplitude\": false}}|true",
        "{\"integrations\": 5}|true"
      })
  void followsTheIntegrationsObject(String event, boolean passes) {
    assertThat(passes(gate(Set.of(), List.of()), event, "integrations")).isEqualTo(passes);
  }

  /** The table of Segment's "Consent in Segment Connections". */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|true",
        "{\"context\": {\"consent\": {}}}|true",
        "{\"context\": {\"consent\": {\"categoryPreferences\": {}}}}|false",
        "{\"context\": {\"consent\": {\"categoryPreferences\": {\"ads\": true}}}}|false",
        "{\"context\": {\"consent\": {\"categoryPreferences\": {\"ads\": true, \"mail\": true}}}}|true",
        "{\"context\": {\"consent\": {\"categoryPreferences\": {\"ads\": true, \"mail\": \"true\"}}}}|false"
      })
  void asksForConsentToEveryCategory(String event, boolean passes) {
    assertThat(passes(gate(Set.of("ads", "mail"), List.of()), event, "consent")).isEqualTo(passes);
  }

  @Test
  void dropsFieldsAndKeepsOnlyThoseAllowed() {
    // Given
    var gate =
        gate(
            Set.of(),
            List.of(
                new EventFilter.DropFields(
                    List.of(List.of("context", "ip"), List.of("no", "such")), ALWAYS),
                new EventFilter.AllowFields(
                    Map.of(List.of("properties"), Set.of("a")), Fql.parse("event = \"X\""))));

    // Then
    assertThat(
            gate.pass(
                json(
                    "{\"event\": \"X\", \"context\": {\"ip\": 1, \"os\": 2}, \"properties\": {\"a\": 1, \"b\": 2}}")))
        .isEqualTo(
            new Passage.Through(
                json("{\"event\": \"X\", \"context\": {\"os\": 2}, \"properties\": {\"a\": 1}}")));
    assertThat(gate.pass(json("{\"event\": \"Y\", \"properties\": {\"b\": 2}}")))
        .isEqualTo(new Passage.Through(json("{\"event\": \"Y\", \"properties\": {\"b\": 2}}")));
  }

  @Test
  void keepsAboutTheShareOfASampleAndAllOfAUserOrNone() {
    // Given
    var gate = gate(Set.of(), List.of(new EventFilter.Sample(0.25, List.of("userId"), ALWAYS)));

    // When
    int passed = 0;
    for (int user = 0; user < 4_000; user++) {
      var first = gate.pass(json("{\"userId\": \"u%d\", \"n\": 1}".formatted(user)));
      var second = gate.pass(json("{\"userId\": \"u%d\", \"n\": 2}".formatted(user)));
      assertThat(first instanceof Passage.Through).isEqualTo(second instanceof Passage.Through);
      passed += first instanceof Passage.Through ? 1 : 0;
    }

    // Then
    assertThat(passed).isBetween(900, 1_100);
  }

  private static EventGate gate(Set<String> consent, List<EventFilter> filters) {
    return new EventGate(Set.of("my-braze", "braze"), consent, filters);
  }

  private static boolean passes(EventGate gate, String event, String code) {
    return switch (gate.pass(json(event))) {
      case Passage.Through _ -> true;
      case Passage.Kept(var kept) -> {
        assertThat(kept).isEqualTo(code);
        yield false;
      }
    };
  }

  private static Json.Obj json(String text) {
    return JsonText.parseObject(text.getBytes(StandardCharsets.UTF_8));
  }
}
