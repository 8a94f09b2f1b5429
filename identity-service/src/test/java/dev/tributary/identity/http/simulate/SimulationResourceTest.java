package dev.tributary.identity.http.simulate;

import static dev.tributary.identity.Bus.event;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.tributary.identity.Bus;
import dev.tributary.platform.testing.EmbeddedServers;
import dev.tributary.proto.v1.EventType;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(EmbeddedServers.class)
class SimulationResourceTest {

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String servers;

  private final String run = UUID.randomUUID().toString();

  @Test
  void tellsWhatRulesWouldDoBeforeTheyAreApplied() {
    // Given: two users of one device
    try (var bus = new Bus(servers)) {
      for (var user : new String[] {"u1", "u2"}) {
        bus.accept(
            event(EventType.EVENT_TYPE_TRACK, user + run, "{}")
                .setUserId(user + run)
                .setAnonymousId("a" + run)
                .build());
        await()
            .atMost(Duration.ofMinutes(1))
            .until(() -> !bus.resolved((user + run)::equals).isEmpty());
      }
    }

    // Then
    simulate("{}").statusCode(200).body("merges.profiles", is(0)).body("splits.profiles", is(0));
    simulate(
            "{\"identifiers\":[{\"type\":\"user_id\",\"limits\":[{\"values\":2,\"per\":\"ever\"}]}]}")
        .statusCode(200)
        .body("profiles", greaterThanOrEqualTo(2))
        .body("identifiers", greaterThanOrEqualTo(3))
        .body("merges.profiles", greaterThanOrEqualTo(2))
        .body("merges.examples", not(empty()))
        .body("splits.profiles", is(0));
    simulate("{\"identifiers\":[{\"type\":\"anonymous_id\",\"joins\":false}]}")
        .statusCode(200)
        .body("setAside.not_joining", greaterThanOrEqualTo(1));
  }

  @Test
  void refusesRulesThatAreNotValid() {
    simulate("{\"colour\":1}").statusCode(422).body("violations.path[0]", is("spec.colour"));
    simulate("[").statusCode(400);
    simulate("[]").statusCode(400);
    given()
        .contentType("application/json")
        .body("{}")
        .post("/api/v1/identity-rules/default/simulate")
        .then()
        .statusCode(401);
  }

  private static ValidatableResponse simulate(String body) {
    return given()
        .auth()
        .oauth2("test-viewer")
        .contentType("application/json")
        .body(body)
        .post("/api/v1/identity-rules/default/simulate")
        .then();
  }
}
