package dev.tributary.audience;

import static dev.tributary.audience.Api.define;
import static dev.tributary.audience.Api.editor;
import static dev.tributary.audience.Api.manifest;
import static dev.tributary.audience.Api.sizeOf;
import static dev.tributary.audience.messaging.Wire.event;
import static dev.tributary.audience.messaging.Wire.merged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.tributary.platform.testing.EmbeddedServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What audiences would be that nobody saved. */
@QuarkusTest
@WithTestResource(EmbeddedServers.class)
class PreviewTest {

  private static final int PEOPLE = 40;
  private static final long DAY = Duration.ofDays(1).toMillis();

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String kafka;

  private Bus bus;
  private final String run = UUID.randomUUID().toString().substring(0, 8);
  private final String order = "Order " + run;
  private final long now = System.currentTimeMillis();

  @BeforeEach
  void connect() {
    bus = Bus.ofReadyService(kafka);
  }

  @AfterEach
  void disconnect() {
    bus.close();
  }

  @Test
  void foretellsWhatTheAudienceThenIs() {
    // Given: everybody orders, every third one twice, some long ago, and two turn out to be one
    for (int i = 0; i < PEOPLE; i++) {
      orders(i, now - 1_000);
      if (i % 3 == 0) {
        orders(i, now - (i % 2 == 0 ? 100 : 2) * DAY);
      }
    }
    bus.sendMerge(person(PEOPLE - 1), merged(person(PEOPLE - 1), person(PEOPLE - 2)));
    ordered(PEOPLE - 1);
    define("computed-traits", "orders_" + run, "{count: {event: '" + order + "'}}");
    for (var spec :
        List.of(
            "{who: {event: '%s', count: {atLeast: 2}}}",
            "{who: {event: '%s', where: 'properties.n = null', count: {atLeast: 2}, within: 30d}}",
            "{who: {not: {event: '%s', count: {atLeast: 2}, within: 5d}}}",
            "{who: {all: [{event: '%s'}, {trait: orders_" + run + ", gt: 1}]}}",
            "{who: {all: [{event: '%s'}, {split: {percent: 50, salt: half}}]}}")) {
      var name = "foretold_" + UUID.randomUUID().toString().substring(0, 8);

      // When
      var foretold = preview(spec.formatted(order));

      // Then
      define("audiences", name, spec.formatted(order));
      assertThat(foretold.getBoolean("size.exact")).isTrue();
      assertThat(foretold.getLong("size.estimate")).as(spec).isEqualTo(sizeOf(name));
      // And again, of what is counted by now
      assertThat(preview(spec.formatted(order)).getLong("size.estimate")).isEqualTo(sizeOf(name));
    }
  }

  @Test
  void showsSomeWhoWouldBeMembers() {
    orders(1, now);
    ordered(1);

    var foretold =
        preview(manifest("audiences", "unsaved", "{who: {event: '" + order + "', within: 1d}}"));

    assertThat(foretold.getLong("size.estimate")).isEqualTo(1);
    assertThat(foretold.getString("sample[0].profileId")).isEqualTo(person(1));
    assertThat(foretold.getList("sample[0].identifiers.user_id")).containsExactly(person(1));
    assertThat(foretold.getString("historyFrom")).isNull();
  }

  @Test
  void saysFromWhenOnItKnowsOfEvents() {
    assertThat(preview("{who: {event: '" + order + "', within: 2000d}}").getString("historyFrom"))
        .isNotNull();
  }

  @Test
  void takesTheChangeOfAnAudienceForAnother() {
    orders(1, now);
    ordered(1);
    define("audiences", "changed_" + run, "{who: {event: '" + order + "'}}");
    var twice = "{who: {event: '" + order + "', count: {atLeast: 2}}}";

    var foretold = preview(manifest("audiences", "changed_" + run, twice));

    assertThat(foretold.getLong("size.estimate")).isZero();
    assertThat(sizeOf("changed_" + run)).isEqualTo(1);
  }

  @Test
  void refusesWhatCouldNotBeDefined() {
    refused("{who: {audience: nobody_" + run + "}}", "spec.who");
    refused("{who: {event: A, within: 0s}}", "within");
    refused(manifest("audiences", "x", "{who: {any: []}, more: 1}"), "more");
    refused(manifest("computed-traits", "x", "{count: {event: A}}"), "kind");
    refused("[]", "object");
    editor().body("").post("/api/v1/audiences/preview").then().statusCode(400);
    editor()
        .body(manifest("audiences", "preview", "{who: {event: A}}"))
        .put("/api/v1/audiences/preview")
        .then()
        .statusCode(422)
        .body(containsString("metadata.name"));
  }

  private static void refused(String body, String with) {
    editor()
        .body(body)
        .post("/api/v1/audiences/preview")
        .then()
        .statusCode(422)
        .body("type", equalTo("urn:tributary:problem:invalid-definition"))
        .body(containsString(with));
  }

  private static JsonPath preview(String spec) {
    return editor()
        .body(spec)
        .post("/api/v1/audiences/preview")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  /** Waits until so many people are known to have ordered. */
  private void ordered(int people) {
    define(
        "audiences",
        "ordered_" + run,
        "{who: {event: '" + order + "', where: 'properties.m = null'}}");
    await().atMost(Duration.ofSeconds(60)).until(() -> sizeOf("ordered_" + run) == people);
  }

  private void orders(int number, long at) {
    bus.send(person(number), event(order, at).identifiedBy("user_id", person(number)));
  }

  private String person(int number) {
    return "p" + number + "-" + run;
  }
}
