package dev.tributary.identity.definitions.rules;

import static dev.tributary.identity.Bus.event;
import static io.restassured.RestAssured.config;
import static io.restassured.RestAssured.given;
import static io.restassured.config.EncoderConfig.encoderConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.tributary.identity.Bus;
import dev.tributary.identity.domain.rules.Rules;
import dev.tributary.identity.domain.rules.RulesInForce;
import dev.tributary.platform.definitions.DefinitionsFeed;
import dev.tributary.platform.testing.EmbeddedServers;
import dev.tributary.proto.v1.Event;
import dev.tributary.proto.v1.EventType;
import dev.tributary.proto.v1.ResolvedEvent;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Identity rules as their author meets them, over HTTP, and as events meet them on the bus. */
@QuarkusTest
@WithTestResource(EmbeddedServers.class)
class IdentityRulesApiTest {

  private static final Duration SOON = Duration.ofMinutes(1);
  private static final String PATH = "/api/v1/identity-rules/default";

  @Inject RulesInForce rules;
  @Inject DefinitionsFeed feed;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String servers;

  private final String run = UUID.randomUUID().toString();
  private Bus bus;

  @BeforeEach
  void connect() {
    bus = new Bus(servers);
    await().atMost(SOON).until(feed::loaded);
  }

  @AfterEach
  void leaveTheDefaultsInForce() {
    bus.close();
    as("test-editor").delete(PATH);
    await().atMost(SOON).until(() -> rules.current() == Rules.DEFAULT);
  }

  @Test
  void joinsCustomersByWhatTheRulesName() {
    // Given
    inForce(
        "{identifiers: [{type: phone, normalise: phone, country: DE, from: [phone]},"
            + " {type: crm_id, from: [properties.crmId], normalise: [trim, lowercase]}]}");
    var digits = Long.toString(Math.floorMod(run.hashCode(), 10_000_000L) + 10_000_000L);

    // When
    var called = resolve(track("1", "{\"properties\":{\"phone\":\"0151 " + digits + "\"}}"));
    var again = resolve(track("2", "{\"properties\":{\"phone\":\"+49151" + digits + "\"}}"));
    var bought = resolve(track("3", "{\"properties\":{\"crm_id\":\" C-" + run + "\"}}"));
    var both =
        resolve(
            track(
                "4",
                "{\"properties\":{\"crmId\":\"c-%s\",\"phone\":\"0151/%s\"}}"
                    .formatted(run, digits)));

    // Then
    assertThat(again.getProfileId()).isEqualTo(called.getProfileId());
    assertThat(bought.getProfileId()).isNotEqualTo(called.getProfileId());
    assertThat(both.getMergedProfileIdsList()).hasSize(1);
    profile("phone:0151 " + digits)
        .statusCode(200)
        .body("data.id", containsInAnyOrder("+49151" + digits, "c-" + run));
  }

  @Test
  void keepsCustomersApartWhoseUniqueIdsDiffer() {
    // Given
    inForce("{identifiers: [{type: crm_id, unique: true, from: [crmId]}]}");
    var one =
        resolve(track("1", "{\"properties\":{\"crmId\":\"1" + run + "\"}}").setAnonymousId(run));

    // When
    var other =
        resolve(track("2", "{\"properties\":{\"crmId\":\"2" + run + "\"}}").setAnonymousId(run));

    // Then
    assertThat(other.getProfileId()).isNotEqualTo(one.getProfileId());
  }

  @Test
  void goesBackToTheDefaultsWhenTheRulesAreDeleted() {
    // Given
    inForce("{identifiers: [{type: crm_id, from: [crmId]}]}");
    as("test-editor").delete(PATH).then().statusCode(204);
    feed.catchUp();

    // When
    var event =
        resolve(track("1", "{\"properties\":{\"crmId\":\"" + run + "\"}}").setAnonymousId(run));

    // Then
    assertThat(event.getIdentifiersAddedList())
        .extracting(identifier -> identifier.getType())
        .containsExactly("anonymous_id");
  }

  @Test
  void refusesASecondSetOfRules() {
    as("test-editor")
        .body(manifest("mine", "{}"))
        .put("/api/v1/identity-rules/mine")
        .then()
        .statusCode(422)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:tributary:problem:invalid-definition"))
        .body("violations.path", hasItem("metadata.name"));
  }

  @Test
  void namesEveryWrongPathAndKeepsTheRulesInForce() {
    // Given
    inForce("{identifiers: [{type: crm_id, from: [crmId]}]}");
    var before = rules.current();

    // When
    as("test-editor")
        .body(
            manifest(
                "default",
                "{identifiers: [{type: CRM}, {type: x, from: [y.z]}, {type: p, country: XX}],"
                    + " blocked: {patterns: ['(?=x)', '((a{1000}){1000}){1000}']}, trait: {}}"))
        .put(PATH)
        .then()
        .statusCode(422)
        .body(
            "violations.path",
            containsInAnyOrder(
                "spec.identifiers[0].type",
                "spec.identifiers[1].from[0]",
                "spec.identifiers[2].country",
                "spec.identifiers[2].country",
                "spec.blocked.patterns[0]",
                "spec.blocked.patterns[1]",
                "spec.trait"));

    // Then
    assertThat(rules.current()).isSameAs(before);
  }

  @Test
  void letsNobodyChangeThemWhoMayOnlyRead() {
    as("test-viewer").body(manifest("default", "{}")).put(PATH).then().statusCode(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"identity/identity-rules.yaml", "identity-as-segment/identity-rules.yaml"})
  void takesTheExamples(String file) throws IOException {
    // Given
    var example = Files.readString(Path.of(System.getProperty("tributary.root"), "examples", file));

    // When
    as("test-editor").body(example).put(PATH).then().statusCode(200);

    // Then
    feed.catchUp();
    assertThat(rules.current()).isNotSameAs(Rules.DEFAULT);
  }

  private void inForce(String spec) {
    as("test-editor").body(manifest("default", spec)).put(PATH).then().statusCode(200);
    feed.catchUp();
  }

  private ValidatableResponse profile(String id) {
    return given()
        .auth()
        .preemptive()
        .basic("test-viewer", "")
        .pathParam("id", id)
        .get("/v1/spaces/default/collections/users/profiles/{id}/external_ids")
        .then();
  }

  private Event.Builder track(String id, String payload) {
    return event(EventType.EVENT_TYPE_TRACK, id + run, payload);
  }

  private ResolvedEvent resolve(Event.Builder event) {
    bus.accept(event.build());
    return await()
        .atMost(SOON)
        .until(() -> bus.resolved(event.getMessageId()::equals), all -> !all.isEmpty())
        .getFirst()
        .getEvent();
  }

  private static String manifest(String name, String spec) {
    return "{apiVersion: tributary.dev/v1, kind: IdentityRules, metadata: {name: %s}, spec: %s}"
        .formatted(name, spec);
  }

  private static RequestSpecification as(String token) {
    return given()
        .config(
            config()
                .encoderConfig(
                    encoderConfig().encodeContentTypeAs("application/yaml", ContentType.TEXT)))
        .contentType("application/yaml")
        .auth()
        .preemptive()
        .oauth2(token);
  }
}
