package dev.tributary.ingest.http;

import static dev.tributary.ingest.http.Given.KEY;
import static dev.tributary.ingest.http.Given.sending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.tributary.platform.testing.Servers;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Ingest that starts before its broker does. */
@QuarkusTest
@WithTestResource(BrokerLateTest.NoBrokerYet.class)
class BrokerLateTest {

  Servers servers;

  @Test
  void asksClientsToComeAgainInsteadOfCallingTheirKeysUnknown() {
    // Then
    sending(KEY)
        .body("{\"userId\":\"u\"}")
        .post("/v1/page")
        .then()
        .statusCode(503)
        .header("Retry-After", "2")
        .body("code", equalTo("unavailable"));
    assertThat(RestAssured.get("/q/health/ready").statusCode()).isEqualTo(503);

    // When
    servers.restartKafka();

    // Then
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> RestAssured.get("/q/health/ready").statusCode() == 200);
    Given.aSource();
    sending(KEY).body("{\"userId\":\"u\"}").post("/v1/page").then().statusCode(200);
  }

  /** All servers but Kafka run when the service starts. */
  public static final class NoBrokerYet implements QuarkusTestResourceLifecycleManager {

    private Servers servers;

    @Override
    public Map<String, String> start() {
      servers = Servers.start();
      servers.killKafka();
      return servers.configuration();
    }

    @Override
    public void inject(TestInjector injector) {
      injector.injectIntoFields(servers, new TestInjector.MatchesType(Servers.class));
    }

    @Override
    public void stop() {
      if (servers != null) {
        servers.close();
      }
    }
  }
}
