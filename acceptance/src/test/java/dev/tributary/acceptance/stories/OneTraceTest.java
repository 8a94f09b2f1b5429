package dev.tributary.acceptance.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.acceptance.suite.RunningSuite;
import dev.tributary.acceptance.suite.WebhookSink;
import io.restassured.RestAssured;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An operator follows one event, by its trace, through every service it passes. */
@ExtendWith(RunningSuite.Extension.class)
class OneTraceTest {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  private static final String DEFINITIONS =
      """
      apiVersion: tributary.dev/v1
      kind: Source
      metadata: {name: traced}
      spec: {writeKeys: [traced-key]}
      ---
      apiVersion: tributary.dev/v1
      kind: Destination
      metadata: {name: traced-webhook}
      spec:
        connector: webhook
        settings: {url: '$SINK', secret: {env: HOOK_SECRET}}
        events: {trigger: 'event = "Traced"'}
      """;

  @Test
  void seesEveryServiceInOneTrace(RunningSuite suite) throws Exception {
    try (var sink = new WebhookSink(RunningSuite.HOOK_SECRET)) {
      // Given
      suite.apply(DEFINITIONS.replace("$SINK", sink.address().toString())).orFail();

      // When
      RestAssured.given()
          .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
          .body("{\"writeKey\":\"traced-key\",\"event\":\"Traced\",\"userId\":\"traced-user\"}")
          .post("http://127.0.0.1:" + suite.port("ingest") + "/v1/track")
          .then()
          .statusCode(200);

      // Then
      await().atMost(Duration.ofSeconds(30)).until(() -> sink.size() == 1);
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() ->
              assertThat(suite.traces().servicesIn(TRACE))
                  .containsExactlyInAnyOrder(
                      "ingest", "governance", "identity", "audience", "router"));
    }
  }
}
