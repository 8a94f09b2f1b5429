package dev.tributary.audience;

import static dev.tributary.audience.Api.define;
import static dev.tributary.audience.Api.editor;
import static dev.tributary.audience.Api.manifest;
import static dev.tributary.audience.Api.sizeOf;
import static dev.tributary.audience.Api.viewer;
import static dev.tributary.audience.messaging.Wire.event;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.tributary.platform.testing.EmbeddedServers;
import dev.tributary.proto.v1.Cause;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Aggregates, sequences and audiences in audiences, from the definition to what is told. */
@QuarkusTest
@WithTestResource(EmbeddedServers.class)
class AggregatesTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String kafka;

  private Bus bus;
  private final String run = UUID.randomUUID().toString().substring(0, 8);

  @BeforeEach
  void connect() {
    bus = Bus.ofReadyService(kafka);
  }

  @AfterEach
  void disconnect() {
    bus.close();
  }

  @Test
  void computesEveryAggregateOverItemsOfOrders() {
    // Given
    var aggregates =
        List.of(
            "average", "min", "max", "first", "last", "mostFrequent", "uniqueList", "uniqueCount");
    for (var aggregate : aggregates) {
      define(
          "computed-traits",
          aggregate.toLowerCase(Locale.ROOT) + "_" + run,
          "{%s: {event: Bought, property: 'properties.items[].n'}}".formatted(aggregate));
    }
    define("computed-traits", "signups_" + run, "{count: {type: identify}}");
    var profile = "buyer-" + run;
    long now = System.currentTimeMillis();

    // When
    bus.send(
        profile,
        event("Bought", now - 2).payload(items("3", "1")).identifiedBy("user_id", "b-" + run));
    bus.send(profile, event("Bought", now - 1).payload(items("3", "\"x\"", "null")));

    // Then
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            viewer()
                .get("/api/v1/profiles/" + profile + "/memberships")
                .then()
                .statusCode(200)
                .body("traits.average_" + run, equalTo(2.3333333f))
                .body("traits.min_" + run, equalTo(1))
                .body("traits.max_" + run, equalTo(3))
                .body("traits.first_" + run, equalTo(1))
                .body("traits.last_" + run, equalTo("x"))
                .body("traits.mostfrequent_" + run, equalTo(3))
                .body("traits.uniquelist_" + run, contains(1, 3, "x"))
                .body("traits.uniquecount_" + run, equalTo(3)));
  }

  private static String items(String... numbers) {
    return Stream.of(numbers)
        .map(number -> "{\"n\":" + number + "}")
        .collect(Collectors.joining(",", "{\"properties\":{\"items\":[", "]}}"));
  }

  @Test
  void entersWhenTheTimeOfAStepThatMustNotBeIsOver() {
    // Given
    var name = "abandoned_" + run;
    define(
        "audiences",
        name,
        "{who: {sequence: [{event: Added}, {not: {event: Paid}, within: 2s}], within: 1h}}");
    var left = "left-" + run;
    var paid = "paid-" + run;
    long now = System.currentTimeMillis();

    // When
    bus.send(left, event("Added", now).identifiedBy("user_id", left));
    bus.send(paid, event("Added", now).identifiedBy("user_id", paid));
    bus.send(paid, event("Paid", now + 1));

    // Then
    var entered = bus.membership(left, name);
    assertThat(entered.getCause().getKind()).isEqualTo(Cause.Kind.KIND_TIME);
    assertThat(entered.getAtMillis()).isGreaterThanOrEqualTo(now + 2_000);
    assertThat(sizeOf(name)).isEqualTo(1);
  }

  @Test
  void exportsAllMembersInEitherForm() {
    // Given: more than a page
    var name = "exported_" + run;
    define("audiences", name, "{who: {event: Exported}}");
    int members = 1_003;
    for (int i = 0; i < members; i++) {
      bus.send(
          "e%04d-%s".formatted(i, run),
          event("Exported", System.currentTimeMillis()).identifiedBy("user_id", "a,\"" + i));
    }
    await().atMost(PATIENCE).until(() -> sizeOf(name) == members);

    // When
    var lines = export(name, "ndjson").split("\n");
    var rows = export(name, "csv").split("\r\n");

    // Then
    assertThat(lines).hasSize(members).doesNotHaveDuplicates();
    assertThat(lines[1002]).startsWith("{\"profileId\":\"e1002-" + run).contains("a,\\\"1002");
    assertThat(rows).hasSize(members + 1).doesNotHaveDuplicates();
    assertThat(rows[0]).isEqualTo("profile_id,since,type,value");
    assertThat(rows[1]).startsWith("e0000-" + run + ",").endsWith(",\"user_id\",\"a,\"\"0\"");
    viewer().get("/api/v1/audiences/" + name + "/export?format=xml").then().statusCode(422);
    viewer().get("/api/v1/audiences/no-such/export").then().statusCode(404);
    given().get("/api/v1/audiences/" + name + "/export").then().statusCode(401);
  }

  private static String export(String audience, String format) {
    return viewer()
        .get("/api/v1/audiences/" + audience + "/export?format=" + format)
        .then()
        .statusCode(200)
        .extract()
        .asString();
  }

  @Test
  void saysWhyAProfileIsInAnAudienceOrIsNot() {
    // Given
    var name = "why_" + run;
    define(
        "audiences",
        name,
        "{who: {all: [{event: Clicked, count: {atLeast: 2}, within: 1d},"
            + " {not: {trait: plan, equals: internal}}]}}");
    var profile = "asked-" + run;
    bus.send(
        profile,
        event("Clicked", System.currentTimeMillis())
            .setting("plan", "\"pro\"")
            .identifiedBy("user_id", profile));

    // When, Then
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            viewer()
                .get("/api/v1/profiles/" + profile + "/why?audience=" + name)
                .then()
                .statusCode(200)
                .body("profileId", equalTo(profile))
                .body("member", equalTo(false))
                .body("why.holds", equalTo(false))
                .body("why.all[0].condition.event", equalTo("Clicked"))
                .body("why.all[0].condition.count.atLeast", equalTo(2))
                .body("why.all[0].value", equalTo(1))
                .body("why.all[0].holds", equalTo(false))
                .body("why.all[1].holds", equalTo(true))
                .body("why.all[1].not.value", equalTo("pro")));
    bus.send(profile, event("Clicked", System.currentTimeMillis()));
    bus.membership(profile, name);
    viewer()
        .get("/api/v1/profiles/" + profile + "/why?audience=" + name)
        .then()
        .statusCode(200)
        .body("member", equalTo(true))
        .body("why.all.holds", contains(true, true));
    viewer().get("/api/v1/profiles/" + profile + "/why?audience=no-such").then().statusCode(404);
    viewer().get("/api/v1/profiles/" + profile + "/why").then().statusCode(422);
    given().get("/api/v1/profiles/" + profile + "/why?audience=" + name).then().statusCode(401);
  }

  @Test
  void followsAudiencesInAudiencesAndRefusesCircles() {
    // Given
    var inner = "inner_" + run;
    var outer = "outer_" + run;
    define("audiences", inner, "{who: {event: Inside}}");
    define(
        "audiences", outer, "{who: {all: [{audience: " + inner + "}, {not: {event: Outside}}]}}");

    // When
    bus.send(
        "in-" + run,
        event("Inside", System.currentTimeMillis()).identifiedBy("user_id", "i-" + run));

    // Then
    assertThat(bus.membership("in-" + run, outer).getMembership().getMember()).isTrue();
    editor()
        .body(manifest("audiences", inner, "{who: {audience: " + outer + "}}"))
        .put("/api/v1/audiences/" + inner)
        .then()
        .statusCode(422)
        .body(
            "violations.reason",
            contains("contains itself: %s contains %s contains %s".formatted(inner, outer, inner)));
    editor()
        .body(manifest("audiences", "alone_" + run, "{who: {audience: nobody}}"))
        .put("/api/v1/audiences/alone_" + run)
        .then()
        .statusCode(422);
    editor().delete("/api/v1/audiences/" + inner).then().statusCode(409);
  }
}
