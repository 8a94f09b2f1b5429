package dev.tributary.ingest.http;

import static dev.tributary.ingest.http.Given.KEY;
import static dev.tributary.ingest.http.Given.sending;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.tributary.platform.testing.MortalServers;
import dev.tributary.platform.testing.Servers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Ingest while its broker dies and comes back: nothing acknowledged is lost, nothing hangs. */
@QuarkusTest
@TestProfile(BrokerAwayTest.Impatient.class)
@WithTestResource(MortalServers.class)
class BrokerAwayTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  Servers servers;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  @Test
  void answers503WhileTheBrokerIsAwayAndTakesEventsAgainWhenItIsBack() {
    // Given
    Given.aSource();
    send("before").then().statusCode(200);

    // When
    servers.killKafka();

    // Then
    long start = System.nanoTime();
    send("during-1")
        .then()
        .statusCode(503)
        .header("Retry-After", "2")
        .body("success", equalTo(false))
        .body("code", equalTo("unavailable"));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    await().atMost(PATIENCE).until(() -> RestAssured.get("/q/health/ready").statusCode() == 503);
    RestAssured.get("/v1/projects/" + KEY + "/settings").then().statusCode(200);
    for (int i = 2; i < 20; i++) {
      send("during-" + i).then().statusCode(503);
    }

    // When
    servers.restartKafka();

    // Then
    await().atMost(PATIENCE).until(() -> send("after").statusCode() == 200);
    await().atMost(PATIENCE).until(() -> RestAssured.get("/q/health/ready").statusCode() == 200);
    var bus = new Bus(bootstrapServers);
    assertThat(bus.received("before")).hasSize(1);
    assertThat(bus.received("after")).hasSize(1);
  }

  @Test
  void doesNotWaitForABodyThatDrips() throws IOException {
    for (var length :
        new String[] {
          "Content-Length: 30000\r\n\r\n{", "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n"
        }) {
      assertThat(answerTo("POST /v1/page HTTP/1.1\r\nHost: h\r\n" + length))
          .startsWith("HTTP/1.1 408")
          .contains("\"code\":\"request_timeout\"");
    }
  }

  /** All that comes until the service closes the connection. */
  private static String answerTo(String beginning) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.getOutputStream().write(beginning.getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  @Test
  void holdsASourcesQuotaByItselfWhileRedisIsAway() {
    // Given
    Given.define(
        "metered", "{\"writeKeys\":[\"metered\"],\"quota\":{\"eventsPerSecond\":1,\"burst\":2}}");
    await()
        .atMost(PATIENCE)
        .until(
            () -> sending("metered").body("{\"batch\":[]}").post("/v1/batch").statusCode() == 400);

    // When
    servers.killRedis();

    // Then
    assertThat(metered()).isEqualTo(200);
    assertThat(metered()).isEqualTo(200);
    await().atMost(PATIENCE).pollDelay(Duration.ZERO).until(() -> metered() == 429);
    await().atMost(PATIENCE).until(() -> metered() == 200);
    servers.restartRedis();
  }

  private static int metered() {
    return sending("metered").body("{\"userId\":\"u\"}").post("/v1/page").statusCode();
  }

  private static Response send(String messageId) {
    return sending(KEY)
        .body("{\"userId\":\"u\",\"messageId\":\"" + messageId + "\"}")
        .post("/v1/page");
  }

  /** Gives up on a broker within a few seconds. */
  public static final class Impatient implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "tributary.ingest.log.acknowledge-within",
          "PT4S",
          "tributary.ingest.limits.body-within",
          "PT1S",
          "tributary.ingest.usage.settled-after",
          "PT2S");
    }
  }
}
