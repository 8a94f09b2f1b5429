package dev.tributary.ingest.http;

import static dev.tributary.ingest.http.Given.KEY;
import static dev.tributary.ingest.http.Given.sending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import dev.tributary.platform.testing.EmbeddedServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Somebody looks at what a source sends, over HTTP. */
@QuarkusTest
@WithTestResource(EmbeddedServers.class)
class TapTest {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String ADMIN = "Bearer test-admin";

  @BeforeEach
  void given() {
    Given.aSource();
  }

  @Test
  void showsTheLastEventsAndThenThoseThatComeWithTheirVerdicts() throws Exception {
    // Given
    track("tap-old", "Tapped");
    try (var tap = new Tap("last=1&filter=" + encoded("event = \"Tapped\""))) {
      await().atMost(SOON).until(() -> tap.messageIds().contains("tap-old"));

      // When
      track("tap-other", "Something Else");
      track("tap-new", "Tapped");
      sending(KEY)
          .body("{\"messageId\":\"tap-bad\",\"event\":\"Tapped\"}")
          .post("/v1/track")
          .then()
          .statusCode(400);

      // Then
      await().atMost(SOON).until(() -> tap.messageIds().containsAll(List.of("tap-new", "tap-bad")));
      assertThat(tap.messageIds()).containsExactlyInAnyOrder("tap-old", "tap-new", "tap-bad");
      assertThat(tap.seen("tap-new")).contains("\"verdict\":\"accepted\"");
      assertThat(tap.seen("tap-bad"))
          .contains("\"verdict\":\"held_back\"")
          .contains("\"code\":\"no_user_anon_id\"")
          .contains("\"stage\":\"ingest\"");
    }
    await().atMost(SOON).until(() -> metric("tributary_ingest_taps") == 0);
  }

  @Test
  void showsNothingOfOtherSources() throws Exception {
    // Given
    Given.define("aside", "{\"writeKeys\":[\"aside\"]}");
    await()
        .atMost(SOON)
        .until(() -> sending("aside").body("{\"batch\":[]}").post("/v1/batch").statusCode() == 400);

    // When
    sending("aside").body("{\"messageId\":\"aside-1\",\"userId\":\"u\"}").post("/v1/page");
    track("tap-mine", "Mine");

    // Then
    try (var tap = new Tap("last=1000")) {
      await().atMost(SOON).until(() -> tap.messageIds().contains("tap-mine"));
      assertThat(tap.messageIds()).doesNotContain("aside-1");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "nobody, last=1, 404",
    "test, last=-1, 422",
    "test, last=1001, 422",
    "test, filter=(, 422"
  })
  void refusesWhatCannotBeShown(String source, String query, int status) {
    RestAssured.given()
        .header("Authorization", ADMIN)
        .urlEncodingEnabled(false)
        .get("/api/v1/sources/" + source + "/tap?" + query)
        .then()
        .statusCode(status);
  }

  @Test
  void asksForAToken() {
    RestAssured.get("/api/v1/sources/test/tap").then().statusCode(equalTo(401));
  }

  private static void track(String messageId, String event) {
    sending(KEY)
        .body(
            "{\"messageId\":\"%s\",\"userId\":\"u\",\"event\":\"%s\"}".formatted(messageId, event))
        .post("/v1/track")
        .then()
        .statusCode(200);
  }

  private static double metric(String name) {
    return RestAssured.get("/q/metrics")
        .asString()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElse(-1);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** A client that looks until it is closed. */
  private static final class Tap implements AutoCloseable {

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> seen = new CopyOnWriteArrayList<>();

    Tap(String query) throws Exception {
      var request =
          HttpRequest.newBuilder(
                  URI.create(
                      RestAssured.baseURI
                          + ":"
                          + RestAssured.port
                          + "/api/v1/sources/test/tap?"
                          + query))
              .header("Authorization", ADMIN)
              .build();
      var response = client.send(request, BodyHandlers.ofLines());
      assertThat(response.statusCode()).isEqualTo(200);
      Thread.startVirtualThread(() -> read(response.body()));
    }

    private void read(Stream<String> lines) {
      try {
        lines.filter(line -> line.startsWith("data:")).forEach(line -> seen.add(line.substring(5)));
      } catch (RuntimeException _) {
        // closed
      }
    }

    List<String> messageIds() {
      return seen.stream().map(Tap::messageId).toList();
    }

    String seen(String messageId) {
      return seen.stream()
          .filter(each -> messageId(each).equals(messageId))
          .findFirst()
          .orElseThrow();
    }

    private static String messageId(String data) {
      var event = ((Json.Obj) JsonText.parse(data)).field("event").orElse(Json.Obj.EMPTY);
      return ((Json.Obj) event).field("messageId").orElse(Json.of("")) instanceof Json.Str(var id)
          ? id
          : "";
    }

    @Override
    public void close() {
      client.shutdownNow();
    }
  }
}
