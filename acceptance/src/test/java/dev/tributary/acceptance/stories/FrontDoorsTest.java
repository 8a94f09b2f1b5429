package dev.tributary.acceptance.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.tributary.acceptance.suite.HeardSource;
import dev.tributary.acceptance.suite.RunningSuite;
import dev.tributary.acceptance.suite.WebhookSink.Delivery;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A hotel moves in. Its booking tool calls a URL in its own shape, and twice, as tools do; its
 * pages send below a path that says nothing; and what happened before it came is taken from a file.
 * All of it goes the same way, once; who looks sees it come, and it is counted.
 */
@ExtendWith(RunningSuite.Extension.class)
class FrontDoorsTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String PAGE =
      "{\"messageId\":\"hotel-page\",\"userId\":\"hotel-ann\",\"name\":\"Rooms\"}";

  private static final String RULES =
      """
      paths: [breeze],
      webhook: {secrets: [{env: HOOK_SECRET}], token: {header: X-Token},
        events: [{if: 'body.status = "booked"',
          event: {type: track, event: Room Booked, userId: {'@path': $.body.guest},
            properties: {nights: {'@path': $.body.nights}}}}]}
      """;

  private static final String PAST =
      """
      type,userId,event,timestamp,properties.nights:number
      track,hotel-ann,Room Booked,2020-05-01T12:00:00Z,3
      track,hotel-bob,Room Booked,2021-06-01T12:00:00Z,1
      track,,Room Booked,2021-06-02T12:00:00Z,1
      """;

  @Test
  void eventsComeInByEveryDoorOnce(RunningSuite suite, @TempDir Path directory) throws Exception {
    try (var hotel = HeardSource.of(suite, "hotel")) {
      // Given
      hotel.says(RULES.replace("\n", " ").strip());
      await().atMost(SOON).until(() -> booked(suite, "wrong", "other").statusCode() == 401);

      // When
      for (int i = 0; i < 2; i++) {
        booked(suite, RunningSuite.HOOK_SECRET, "booked").then().statusCode(200);
      }
      booked(suite, RunningSuite.HOOK_SECRET, "asked for").then().statusCode(200);
      RestAssured.given()
          .body(PAGE)
          .post(suite.address("ingest") + "/breeze/p")
          .then()
          .statusCode(200);
      var file = Files.writeString(directory.resolve("past.csv"), PAST);
      var imported = suite.tributary().run("import", file.toString(), "--source", "hotel").orFail();

      // Then
      var events = hotel.exactly(4);
      assertThat(imported.output()).contains("2 accepted, 1 rejected");
      assertThat(events)
          .extracting(
              event -> event.text("userId") + " " + event.text("event") + event.text("name"))
          .containsExactlyInAnyOrder(
              "hotel-ann Room Booked",
              "hotel-ann Room Booked",
              "hotel-bob Room Booked",
              "hotel-ann Rooms");
      assertThat(events).extracting(FrontDoorsTest::year).contains("2020", "2021");
      assertThat(seen(suite)).contains("\"verdict\":\"held_back\"").contains("no_user_anon_id");
      counted(suite);
    }
  }

  private static Response booked(RunningSuite suite, String token, String status) {
    return RestAssured.given()
        .header("X-Token", token)
        .body("{\"status\":\"%s\",\"guest\":\"hotel-ann\",\"nights\":2}".formatted(status))
        .post(suite.address("ingest") + "/v1/webhooks/hotel");
  }

  private static String year(Delivery event) {
    return event.text("timestamp").substring(0, 4);
  }

  /** The last event that was refused, as somebody sees it who looks at the source. */
  private static String seen(RunningSuite suite) throws Exception {
    var address =
        suite.address("ingest") + "/api/v1/sources/hotel/tap?last=1&filter=userId%20%3D%20null";
    var request =
        HttpRequest.newBuilder(URI.create(address))
            .header("Authorization", "Bearer " + suite.tributary().token())
            .timeout(SOON)
            .build();
    try (var client = HttpClient.newHttpClient();
        var lines = client.send(request, BodyHandlers.ofLines()).body()) {
      var line = lines.filter(each -> each.startsWith("data:")).findFirst().orElseThrow();
      client.shutdownNow();
      return line;
    }
  }

  /** All that was taken, the tool's second call too, of two guests and of the story's own marks. */
  private static void counted(RunningSuite suite) {
    await()
        .atMost(SOON)
        .untilAsserted(() -> {
          List<Integer> users =
              suite
                  .asAdmin("ingest")
                  .get("/api/v1/usage?source=hotel")
                  .then()
                  .body("usage.size()", equalTo(1))
                  .extract()
                  .path("usage.trackedUsers");
          assertThat(users).containsExactly(3);
        });
  }
}
