package dev.tributary.router.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.connectors.domain.request.Body;
import dev.tributary.connectors.domain.request.Request;
import dev.tributary.router.domain.delivery.Redaction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeadLetterRequestTest {

  @Test
  void keepsNoSecretWhereverAConnectorPutsIt() {
    // Given
    var request =
        new Request(
            "POST",
            "https://x.example/?token=s3cret%2F1",
            Map.of("developer-token", "s3cret/1", "X-Team", "growth"),
            Map.of("Authorization", "Bearer abcdefgh12"),
            new Body("{\"key\":\"s3cret/1\"}".getBytes(StandardCharsets.UTF_8)));

    // When
    var kept = DeadLetters.request(request, new Redaction(List.of("s3cret/1")));

    // Then
    assertThat(kept.toString()).doesNotContain("s3cret", "abcdefgh12").contains("growth", "***");
    assertThat(kept.getHeadersMap()).containsEntry("developer-token", "***");
  }
}
