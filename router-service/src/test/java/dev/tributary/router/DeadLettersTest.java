package dev.tributary.router;

import static dev.tributary.router.testing.Destinations.awaitBalance;
import static dev.tributary.router.testing.Destinations.define;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.tributary.platform.testing.EmbeddedServers;
import dev.tributary.router.testing.Bus;
import dev.tributary.router.testing.Destinations;
import dev.tributary.router.testing.RouterProfile;
import dev.tributary.router.testing.Sink;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was given up can be listed and looked into, on real Kafka. */
@QuarkusTest
@TestProfile(RouterProfile.class)
@WithTestResource(EmbeddedServers.class)
class DeadLettersTest {

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String servers;

  private final String name = "dl-" + UUID.randomUUID();
  private final String event = "Order " + UUID.randomUUID();
  private Bus bus;
  private Sink sink;

  @BeforeEach
  void open() {
    bus = new Bus(servers);
    sink = Sink.start().behaving(Sink.answering(422, "no such field"));
  }

  @AfterEach
  void close() {
    sink.close();
    bus.close();
  }

  @Test
  void listsThemNewestFirstPageByPage() {
    // Given
    define(name, Destinations.webhook(sink.url(), event));
    for (int i = 0; i < 25; i++) {
      bus.track(event, "m" + i, "p" + i, "{}");
    }
    bus.flush();
    awaitBalance(name, "dead", 25);

    // When
    var ids = new ArrayList<String>();
    var page = list("destination=" + name + "&limit=10");
    while (page.getString("next") != null) {
      ids.addAll(page.getList("letters.id"));
      page = list("destination=" + name + "&limit=10&before=" + page.getString("next"));
    }
    ids.addAll(page.getList("letters.id"));

    // Then
    assertThat(ids).hasSize(25).doesNotHaveDuplicates();
    var offsets = ids.stream().map(id -> Long.parseLong(id.substring(id.indexOf('-') + 1)));
    assertThat(offsets.toList()).isSortedAccordingTo((a, b) -> Long.compare(b, a));
    assertThat(list("destination=" + name + "&code=redirected").getList("letters")).isEmpty();
    assertThat(list("destination=" + name + "&to=2020-01-01T00:00:00Z").getList("letters"))
        .isEmpty();
    assertThat(list("destination=nobody-" + name).getList("letters")).isEmpty();
    Destinations.delete(name);
  }

  @Test
  void showsWhatWasSentAndAnswered() {
    // Given
    define(name, Destinations.webhook(sink.url(), event));
    bus.track(event, "m1", "p1", "{}");
    bus.flush();
    awaitBalance(name, "dead", 1);
    var id = list("destination=" + name).getString("letters[0].id");

    // Then
    get("/" + id, "test-editor")
        .statusCode(200)
        .body("destination", equalTo(name))
        .body("letter.code", equalTo("refused"))
        .body("letter.attempts", equalTo(1))
        .body("letter.source.topic", equalTo("tributary.resolved"))
        .body("request.method", equalTo("POST"))
        .body("request.url", equalTo(sink.url()))
        .body("response.status", equalTo(422))
        .body("response.body", equalTo("no such field"));
    get("/" + id, "test-viewer").statusCode(403);
    assertThat(get("/" + id, "test-editor").extract().jsonPath().getString("request.body"))
        .contains("\"messageId\":\"m1\"");
    Destinations.delete(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?code=x",
        "?destination=",
        "?destination=x&from=yesterday",
        "?destination=x&before=first",
        "?destination=x&limit=many",
        "/nonsense",
        "/1-2-3"
      })
  void refusesAQuestionThatIsNone(String question) {
    get(question, "test-editor").statusCode(422);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/0-999999999", "/99999-0"})
  void saysWhereNoLetterStands(String question) {
    get(question, "test-editor").statusCode(404);
  }

  private static JsonPath list(String query) {
    return get("?" + query, "test-viewer").statusCode(200).extract().jsonPath();
  }

  private static ValidatableResponse get(String path, String token) {
    return given().auth().oauth2(token).get("/api/v1/dead-letters" + path).then();
  }
}
