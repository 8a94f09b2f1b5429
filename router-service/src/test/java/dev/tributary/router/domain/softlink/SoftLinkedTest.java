package dev.tributary.router.domain.softlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import dev.tributary.router.domain.payload.ProfileChange.Identifier;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoftLinkedTest {

  private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");

  @Test
  void tellsTheBestFirstAndLeavesTheRestAsItWas() {
    // Given
    var document = object("{\"userId\": \"u1\", \"softLinked\": [\"forged\"]}");
    var links = List.of(link(0.91, "a"), link(0.99, "b"));

    // When
    var told = SoftLinked.tell(document, links, 0.9, NOW);

    // Then
    assertThat(told)
        .isEqualTo(
            JsonText.parse(
                """
                {"userId": "u1", "softLinked": [
                  {"score": 0.99, "identifiers": [{"type": "email", "value": "b"}]},
                  {"score": 0.91, "identifiers": [{"type": "email", "value": "a"}]}]}
                """));
  }

  @Test
  void tellsNobodyBelowTheMinimumAndNobodyWhoHasExpired() {
    // Given
    var links =
        List.of(
            link(0.9, "reaches"),
            link(0.8999, "below"),
            new SoftLink(0.95, NOW, List.of(new Identifier("email", "expired"))));

    // When
    var told = SoftLinked.tell(Json.Obj.EMPTY, links, 0.9, NOW);

    // Then
    assertThat(JsonText.writeString(told)).contains("reaches").doesNotContain("below", "expired");
  }

  @Test
  void saysSoWhereThereIsNobody() {
    assertThat(SoftLinked.tell(object("{\"softLinked\": 1}"), List.of(), 0.9, NOW))
        .isEqualTo(object("{\"softLinked\": []}"));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.5, 1.01, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesAScoreThatIsNoProbability(double score) {
    assertThatThrownBy(() -> link(score, "x")).isInstanceOf(InvalidValue.class);
  }

  private static SoftLink link(double score, String email) {
    return new SoftLink(score, NOW.plusSeconds(1), List.of(new Identifier("email", email)));
  }

  private static Json.Obj object(String text) {
    return JsonText.parseObject(text.getBytes(StandardCharsets.UTF_8));
  }
}
