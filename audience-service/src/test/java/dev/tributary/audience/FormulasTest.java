package dev.tributary.audience;

import static dev.tributary.audience.Api.define;
import static dev.tributary.audience.Api.editor;
import static dev.tributary.audience.Api.manifest;
import static dev.tributary.audience.Api.viewer;
import static dev.tributary.audience.messaging.Wire.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.tributary.audience.messaging.Wire;
import dev.tributary.platform.testing.EmbeddedServers;
import dev.tributary.proto.v1.Cause;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Formulas and comparisons with traits, from the definition to what is told. */
@QuarkusTest
@WithTestResource(EmbeddedServers.class)
class FormulasTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String kafka;

  private Bus bus;
  private final String run = UUID.randomUUID().toString().substring(0, 8);
  private final String spent = "spent_" + run;
  private final String orders = "orders_" + run;
  private final String ratio = "ratio_" + run;

  @BeforeEach
  void connect() {
    bus = Bus.ofReadyService(kafka);
  }

  @AfterEach
  void disconnect() {
    bus.close();
  }

  @Test
  void computesAFormulaFromEventsTraitsAndThePassingOfTime() {
    // Given: of what was spent in the last seconds
    define("computed-traits", spent, "{sum: {event: Paid, property: properties.n, within: 10s}}");
    define("computed-traits", orders, "{count: {event: Paid}}");
    define(
        "computed-traits",
        ratio,
        "{formula: 'round(coalesce(%s, 0) / %s, 2) - coalesce(points, 0)'}"
            .formatted(spent, orders));
    define("audiences", "rich_" + run, "{who: {trait: %s, gt: 3}}".formatted(ratio));
    var profile = "payer-" + run;
    long now = System.currentTimeMillis();

    // When
    bus.send(profile, paid(now, "7").identifiedBy("user_id", profile));
    bus.send(profile, paid(now + 1, "3").setting("points", "1"));

    // Then
    assertThat(bus.membership(profile, "rich_" + run).getMembership().getMember()).isTrue();
    assertThat(bus.trait(profile, ratio, "4").getCause().getKind())
        .isEqualTo(Cause.Kind.KIND_EVENT);
    assertThat(bus.trait(profile, ratio, "-1").getCause().getKind())
        .isEqualTo(Cause.Kind.KIND_TIME);
    assertThat(bus.exit(profile, "rich_" + run).getCause().getKind())
        .isEqualTo(Cause.Kind.KIND_TIME);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            viewer()
                .get("/api/v1/profiles/" + profile + "/memberships")
                .then()
                .statusCode(200)
                .body("traits." + ratio, equalTo(-1))
                .body("audiences", not(hasItem("rich_" + run))));
  }

  @Test
  void comparesPropertiesAndTraitsWithTraits() {
    // Given
    define(
        "audiences",
        "above_" + run,
        "{who: {event: Paid, property: properties.n, gt: {trait: usual}, within: 1d}}");
    define("audiences", "over_" + run, "{who: {trait: used, gt: {trait: allowed}}}");
    define(
        "audiences", "budget_" + run, "{who: {event: Paid, where: 'properties.n > properties.m'}}");
    var profile = "comparing-" + run;
    long now = System.currentTimeMillis();

    // When: the trait comes after the event
    bus.send(profile, paid(now, "50").identifiedBy("user_id", profile));
    bus.send(
        profile,
        event("Other", now).setting("usual", "40").setting("used", "3").setting("allowed", "2"));

    // Then
    bus.membership(profile, "above_" + run);
    bus.membership(profile, "over_" + run);
    bus.membership(profile, "budget_" + run);
    why(profile, "above_" + run)
        .body("member", equalTo(true))
        .body("why.condition.property", equalTo("properties.n"))
        .body("why.condition.gt.trait", equalTo("usual"))
        .body("why.value", contains(1, 40));
    why(profile, "over_" + run).body("why.value", contains(3, 2));

    // When: another value of the trait alone
    bus.send(profile, event("Other", now + 1).setting("usual", "60"));

    // Then
    assertThat(bus.exit(profile, "above_" + run).getCause().getKind())
        .isEqualTo(Cause.Kind.KIND_EVENT);
  }

  @Test
  void refusesFormulasThatGoInACircleOrCannotBeReadAndKeepsWhatIsNeeded() {
    // Given
    define("computed-traits", spent, "{sum: {event: Paid, property: properties.n}}");
    define("computed-traits", ratio, "{formula: '%s / 2'}".formatted(spent));

    // When, Then
    refused(spent, "{formula: '%s + 1'}".formatted(ratio))
        .body(
            "violations.reason",
            contains("names itself: %s names %s names %s".formatted(spent, ratio, spent)));
    refused(orders, "{formula: '1 + '}")
        .body("violations.path", contains("spec.formula"))
        .body("violations.reason", contains(startsWith("is wrong at column 5: expected a trait")));
    refused(orders, "{formula: 'log(2)'}")
        .body(
            "violations.reason",
            contains("is wrong at column 1: expected a function (min, max, round, coalesce)"));
    editor()
        .delete("/api/v1/computed-traits/" + spent)
        .then()
        .statusCode(409)
        .body("violations.path", contains("ComputedTrait/" + ratio));
    editor().delete("/api/v1/computed-traits/" + ratio).then().statusCode(204);
    editor().delete("/api/v1/computed-traits/" + spent).then().statusCode(204);
  }

  private static ValidatableResponse why(String profile, String audience) {
    return viewer()
        .get("/api/v1/profiles/" + profile + "/why?audience=" + audience)
        .then()
        .statusCode(200);
  }

  private static ValidatableResponse refused(String name, String spec) {
    return editor()
        .body(manifest("computed-traits", name, spec))
        .put("/api/v1/computed-traits/" + name)
        .then()
        .statusCode(422);
  }

  private static Wire paid(long at, String number) {
    return event("Paid", at).payload("{\"properties\":{\"n\":" + number + ",\"m\":9}}");
  }
}
