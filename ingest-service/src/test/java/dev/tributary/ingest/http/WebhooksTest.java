package dev.tributary.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;

import dev.tributary.platform.testing.EmbeddedServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A tool sends in its own shape, over HTTP. */
@QuarkusTest
@WithTestResource(EmbeddedServers.class)
class WebhooksTest {

  /** Every process has this variable; here it is the secret. */
  private static final String VARIABLE = "PATH";

  private static final String SPEC =
      """
      {"writeKeys": ["tool"], "webhook": {
        "secrets": [{"env": "NOT_SET_ANYWHERE"}, {"env": "PATH"}],
        "signature": {"header": "X-Sign", "prefix": "v1="},
        "events": [
          {"if": "body.kind = 'sale'",
           "event": {"type": "track", "event": "Sale", "userId": {"@path": "$.body.who"},
             "properties": {"total": {"@path": "$.body.total"}, "from": {"@path": "$.headers.x-from"}, "q": {"@path": "$.query.q"}}}},
          {"if": "body.kind = 'broken'", "event": {"type": "page", "name": {"@json": {"mode": "decode", "value": {"@path": "$.body.who"}}}}}
        ]}}
      """;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  private Bus bus;

  @BeforeEach
  void given() {
    bus = new Bus(bootstrapServers);
    Given.define("tool", SPEC);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> RestAssured.given().body("{}").post("/v1/webhooks/tool").statusCode() == 401);
  }

  @Test
  void makesAnEventOfWhatTheRulesWant() {
    // When
    var body = "[{\"kind\":\"sale\",\"who\":\"ann\",\"total\":5},{\"kind\":\"other\"}]";
    signed(body, "?q=1").then().statusCode(200).body(emptyString());
    signed(body, "?q=1").then().statusCode(200); // the tool tries again

    // Then
    var events =
        bus.received("webhook-").stream()
            .filter(event -> event.getSource().equals("tool"))
            .toList();
    assertThat(events).hasSizeGreaterThanOrEqualTo(2);
    assertThat(events)
        .extracting(event -> event.getMessageId())
        .containsOnly(events.getFirst().getMessageId());
    assertThat(events.getFirst().getPayload().toStringUtf8())
        .contains("\"properties\":{\"total\":5,\"from\":\"shop\",\"q\":\"1\"}");
  }

  @Test
  void keepsAsideWhatARuleFailsOn() {
    // When
    signed("{\"kind\":\"broken\",\"who\":\"{\"}", "")
        .then()
        .statusCode(200)
        .body("rejected[0].code", equalTo("mapping_failed"));

    // Then
    var kept = bus.quarantined("webhook-").getLast();
    assertThat(kept.getCode()).isEqualTo("mapping_failed");
    assertThat(Bus.event(kept.getRecord().toByteArray()).getPayload().toStringUtf8())
        .isEqualTo("{\"kind\":\"broken\",\"who\":\"{\"}");
  }

  @Test
  void answersWhatNobodyWantsLikeWhatIsTaken() {
    signed("{\"kind\":\"other\"}", "").then().statusCode(200).body(emptyString());
  }

  @Test
  void refusesWhatIsNotProven() {
    for (var signature : new String[] {"v1=00", "v1=", "", "v1=zz"}) {
      RestAssured.given()
          .header("X-Sign", signature)
          .body("{\"kind\":\"sale\"}")
          .post("/v1/webhooks/tool")
          .then()
          .statusCode(401)
          .body("code", equalTo("bad_signature"));
    }
  }

  @Test
  void readsJsonWhateverTheContentTypeSays() {
    var body = "{\"kind\":\"broken\",\"who\":\"{\"}";
    RestAssured.given()
        .header("X-Sign", "v1=" + signature(body))
        .contentType("application/x-www-form-urlencoded")
        .body(body)
        .post("/v1/webhooks/tool")
        .then()
        .statusCode(200)
        .body("rejected[0].code", equalTo("mapping_failed")); // so the rule has seen it
  }

  @Test
  void refusesWhatIsNoJson() {
    signed("{", "").then().statusCode(400).body("code", equalTo("bad_request"));
    signed("", "").then().statusCode(400);
  }

  @Test
  void answersToolsThatLookFirst() {
    RestAssured.get("/v1/webhooks/tool").then().statusCode(200);
    RestAssured.head("/v1/webhooks/tool").then().statusCode(200);
    RestAssured.given().body("{}").post("/v1/webhooks/nobody").then().statusCode(404);
    RestAssured.given().body("{}").post("/v1/webhooks/test").then().statusCode(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'preset':'strip','secrets':[{'env':'X'}]} | spec.webhook.preset",
        "{'preset':'stripe'} | spec.webhook.secrets",
        "{'preset':'stripe','secrets':[{}]} | spec.webhook.secrets[0]",
        "{'preset':'stripe','secrets':[{'env':'QUARKUS_X'}]} | spec.webhook.secrets[0].env",
        "{'secrets':[{'env':'X'}],'events':[{'event':{}}]} | spec.webhook",
        "{'preset':'stripe','secrets':[{'env':'X'}],'token':{}} | spec.webhook.token",
        "{'preset':'stripe','secrets':[{'env':'X'}],'events':[{'if':'=','event':{}}]} | spec.webhook.events[0].if",
        "{'preset':'stripe','secrets':[{'env':'X'}],'events':[{'event':{'@no':1}}]} | spec.webhook.events[0].event",
        "{'preset':'github','secrets':[{'env':'X'}],'signature':{'header':'H','signs':'{{nonce}}'}} | spec.webhook.signature.signs",
        "{'preset':'github','secrets':[{'env':'X'}],'signature':{'header':'H','tolerance':'5m'}} | spec.webhook.signature.timestamp",
        "{'preset':'github','secrets':[{'env':'X'}],'odd':1} | spec.webhook.odd",
        "5 | spec.webhook"
      })
  void refusesADefinitionThatCannotWork(String block, String path) {
    Given.put("faulty", "{\"writeKeys\":[\"faulty\"],\"webhook\":" + block.replace('\'', '"') + "}")
        .then()
        .statusCode(422)
        .body("violations.path.toString()", containsString(path));
  }

  private static Response signed(String body, String query) {
    return RestAssured.given()
        .header("X-Sign", "v1=" + signature(body))
        .header("X-From", "shop")
        .body(body)
        .post("/v1/webhooks/tool" + query);
  }

  private static String signature(String body) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      var secret = System.getenv(VARIABLE).getBytes(StandardCharsets.UTF_8);
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
