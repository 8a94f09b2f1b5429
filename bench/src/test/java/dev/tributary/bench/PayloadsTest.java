package dev.tributary.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class PayloadsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void makesEventsOfAboutOneKilobyteWithTwentyFiveProperties() throws Exception {
    for (var body : new Payloads("key").singles(100)) {
      var event = JSON.readTree(body);
      assertThat(body.length).isBetween(850, 1_150);
      assertThat(event.path("properties").size()).isEqualTo(25);
    }
  }

  @Test
  void givesEveryEventAMessageIdOfItsOwn() throws Exception {
    // Given
    var ids = new HashSet<String>();

    // When
    for (var body : new Payloads("key").batches(10, 100)) {
      JSON.readTree(body).path("batch").forEach(event -> ids.add(event.path("messageId").asText()));
    }

    // Then
    assertThat(ids).hasSize(1_000);
  }

  @Test
  void makesTheSameBytesEveryTime() {
    assertThat(new Payloads("key").singles(50))
        .usingElementComparator(Arrays::compare)
        .isEqualTo(new Payloads("key").singles(50));
  }
}
