package dev.tributary.router;

import static dev.tributary.router.testing.Destinations.awaitBalance;
import static dev.tributary.router.testing.Destinations.balance;
import static dev.tributary.router.testing.Destinations.define;
import static dev.tributary.router.testing.Destinations.put;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import dev.tributary.platform.testing.EmbeddedServers;
import dev.tributary.router.testing.Bus;
import dev.tributary.router.testing.Destinations;
import dev.tributary.router.testing.FakeAudience;
import dev.tributary.router.testing.RouterProfile;
import dev.tributary.router.testing.Sink;
import io.grpc.Status;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An audience is kept as a list downstream, on real Kafka and PostgreSQL. */
@QuarkusTest
@TestProfile(RouterProfile.class)
@WithTestResource(EmbeddedServers.class)
class ListsTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String servers;

  private final String name = "ls-" + UUID.randomUUID();
  private final String audience = "vip_" + UUID.randomUUID().toString().replace("-", "_");
  private final FakeAudience people = new FakeAudience();
  private Bus bus;
  private Sink sink;

  @BeforeEach
  void open() {
    people.start();
    bus = new Bus(servers);
    bus.definition("Audience", audience);
    bus.flush();
    sink = Sink.start();
  }

  @AfterEach
  void close() {
    people.close();
    sink.close();
    bus.close();
    Destinations.delete(name);
  }

  @Test
  void tellsAListOfWhoIsInItsAudienceOfWhoComesAndOfWhoGoes() {
    // Given: who was in before there was a list
    for (int i = 0; i < 250; i++) {
      people.has("old-%03d".formatted(i), true, "old%d@x.example".formatted(i));
    }
    define(name, spec());
    awaitDone(firstSync());
    await().atMost(SOON).until(() -> list().size() == 250);

    // When
    people.has("new", true, "new@x.example", "new@work.example");
    change("new", true, 1);
    people.has("old-007", false, "old7@x.example");
    change("old-007", false, 2);

    // Then
    await().atMost(SOON).until(() -> list().contains("new@work.example") && list().size() == 251);
    assertThat(list()).contains("new@x.example").doesNotContain("old7@x.example");
    assertThat(people.tokens()).allMatch(token -> token.startsWith("Bearer "));
    awaitBalance(name, "delivered", 252);
  }

  @Test
  void isAsTheAudienceIsWhateverTheChangesSaid() {
    // Given
    people.has("p1", true, "a@x.example").has("p2", false, "b@x.example");
    define(name, spec());
    awaitDone(firstSync());

    // When: changes that are not true any more
    change("p1", false, 1);
    change("p2", true, 1);

    // Then
    awaitBalance(name, "delivered", 3);
    assertThat(list()).containsExactly("a@x.example");
  }

  @Test
  void waitsWhileNobodyCanSayWhoIsAMember() {
    // Given
    define(name, spec());
    awaitDone(firstSync());
    people.answering(Status.UNAVAILABLE);
    people.has("p1", true, "a@x.example");

    // When
    change("p1", true, 1);
    await().atMost(SOON).until(() -> balance(name).getString("state").equals("backing_off"));
    assertThat(balance(name).getString("detail")).contains("audience-service does not answer");
    assertThat(list()).isEmpty();
    people.answering(Status.OK);

    // Then
    awaitBalance(name, "delivered", 1);
    assertThat(list()).containsExactly("a@x.example");
  }

  @Test
  void reconcilesWhatSomebodyChangedInTheTool() {
    // Given
    people.has("in", true, "in@x.example").has("out", true, "out@x.example");
    define(name, spec());
    awaitDone(firstSync());
    people.has("out", false, "out@x.example");
    change("out", false, 1);
    await().atMost(SOON).until(() -> list().equals(Set.of("in@x.example")));
    sink.received().clear();

    // When
    var dry = post("{\"dryRun\": true}").statusCode(200).extract().jsonPath();
    var done = awaitDone(post("").statusCode(202).extract().jsonPath().getString("id"));

    // Then
    assertThat(dry.getLong("wanted")).isEqualTo(2);
    assertThat(dry.getString("selection.audience")).isEqualTo(audience);
    assertThat(done.getLong("wanted")).isEqualTo(2);
    awaitBalance(name, "delivered", 5);
    assertThat(list()).containsExactly("in@x.example");
    assertThat(bodies()).anyMatch(body -> body.contains("remove") && body.contains("out@x"));
  }

  @Test
  void keepsWhatAToolRefusesAndSendsItAgain() {
    // Given
    sink.behaving((request, exchange) ->
        Sink.answer(exchange, request.body().contains("bad@") ? 422 : 200, ""));
    for (var one : List.of("a", "bad", "c", "d")) {
      people.has(one, true, one + "@x.example");
    }

    // When
    define(name, spec());
    awaitBalance(name, "dead", 1);
    awaitBalance(name, "delivered", 3);
    sink.behaving(Sink.answering(200, ""));
    redrive();

    // Then
    awaitBalance(name, "delivered", 4);
    assertThat(list()).contains("bad@x.example");
  }

  @Test
  void saysWhichListsADestinationKeeps() {
    // Given
    define(name, Destinations.webhook(sink.url(), "Whatever"));

    // Then
    post("{}").statusCode(422).body(containsString("keeps none"));
    post("{\"audience\": 5}").statusCode(422);
    given()
        .auth()
        .oauth2("test-editor")
        .post("/api/v1/destinations/nobody/reconcile")
        .then()
        .statusCode(404);
    given()
        .auth()
        .oauth2("test-viewer")
        .post("/api/v1/destinations/" + name + "/reconcile")
        .then()
        .statusCode(403);
  }

  @Test
  void refusesAListOfAnAudienceThatIsNotThere() {
    // Then
    put(name, spec().replace(audience, "nobody"))
        .statusCode(422)
        .body(containsString("spec.audiences[0].audience"));
    define(name, Destinations.webhook(sink.url(), "Whatever"));
  }

  private String spec() {
    return """
    {"connector": "webhook", "settings": {"url": "%s"},
     "audiences": [{"audience": "%s", "as": "list"}]}
    """
        .formatted(sink.url(), audience);
  }

  private void change(String profile, boolean member, long version) {
    bus.membership(audience, profile, member, version);
    bus.flush();
  }

  /** Who is in the list by what it was told. */
  private Set<String> list() {
    var list = new TreeSet<String>();
    for (var body : bodies()) {
      var told = JsonText.parseObject(body.getBytes(StandardCharsets.UTF_8));
      boolean add = told.field("action").orElseThrow().equals(Json.of("add"));
      for (var member : ((Json.Arr) told.field("members").orElseThrow()).items()) {
        ((Json.Obj) member)
            .field("email")
            .map(email -> ((Json.Str) email).value())
            .ifPresent(email -> {
              var _ = add ? list.add(email) : list.remove(email);
            });
      }
    }
    return list;
  }

  private List<String> bodies() {
    return new ArrayList<>(sink.received()).stream().map(Sink.Received::body).toList();
  }

  private String firstSync() {
    return await()
        .atMost(SOON)
        .until(
            () ->
                get("/replays?destination=" + name)
                    .extract()
                    .jsonPath()
                    .<String>getList("replays.id"),
            ids -> ids.size() == 1)
        .getFirst();
  }

  private static JsonPath awaitDone(String id) {
    return await()
        .atMost(SOON)
        .until(
            () -> get("/replays/" + id).extract().jsonPath(),
            replay -> "done".equals(replay.getString("state")));
  }

  private ValidatableResponse post(String body) {
    return given()
        .auth()
        .oauth2("test-editor")
        .contentType("application/json")
        .body(body)
        .post("/api/v1/destinations/" + name + "/reconcile")
        .then();
  }

  private void redrive() {
    given()
        .auth()
        .oauth2("test-editor")
        .contentType("application/json")
        .body("{\"destination\": \"%s\"}".formatted(name))
        .post("/api/v1/dead-letters/redrive")
        .then()
        .statusCode(202);
  }

  private static ValidatableResponse get(String path) {
    return given().auth().oauth2("test-viewer").get("/api/v1" + path).then().statusCode(200);
  }
}
