package dev.tributary.acceptance.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.acceptance.suite.RunningSuite;
import dev.tributary.acceptance.suite.Sender;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * An operator runs two replicas of audience-service, which share the work. Whoever is asked answers
 * for both, and when one of them dies the other takes over what it had.
 */
@ExtendWith(RunningSuite.Extension.class)
class TwoReplicasTest {

  private static final Duration SOON = Duration.ofSeconds(90);
  private static final int SECOND = 18_583;
  private static final int PEOPLE = 40;

  private static final String DEFINITIONS =
      """
      apiVersion: tributary.dev/v1
      kind: Source
      metadata: {name: replicas}
      spec: {writeKeys: [replicas-key]}
      ---
      apiVersion: tributary.dev/v1
      kind: Audience
      metadata: {name: replicas_seen}
      spec: {who: {event: Replicas Seen, within: 10d}}
      ---
      apiVersion: tributary.dev/v1
      kind: Audience
      metadata: {name: replicas_half}
      spec: {who: {all: [{audience: replicas_seen}, {split: {percent: 50, salt: replicas}}]}}
      """;

  @Test
  void eachAnswersForBothAndOneAloneForItself(RunningSuite suite) throws Exception {
    // Given
    suite.awaitReady();
    int first = suite.port("audience");
    suite.apply(DEFINITIONS).orFail();
    var sender = new Sender(suite.port("ingest"));
    sender.send(batch());
    await() // an audience that was never in force is 503 until it is
        .atMost(SOON)
        .untilAsserted(() -> assertThat(size(suite, first)).isEqualTo(PEOPLE));

    // When
    try (var _ = suite.secondAudience(SECOND)) {
      await().atMost(SOON).ignoreExceptions().untilAsserted(() -> bothShareTheWork(suite, first));

      // Then
      answersAreTheSame(suite, first);
    }
    await().atMost(SOON).ignoreExceptions().until(() -> size(suite, first) == PEOPLE);
    suite.awaitReady();
  }

  /** Each holds some partitions, so each needs the other for an answer about all. */
  private static void bothShareTheWork(RunningSuite suite, int first) {
    for (int port : List.of(first, SECOND)) {
      suite.asAdmin(port).get("/q/health/ready").then().statusCode(200);
      assertThat(size(suite, port)).isEqualTo(PEOPLE);
      assertThat(tasks(suite, port)).as("partitions on " + port).isPositive();
    }
  }

  private static void answersAreTheSame(RunningSuite suite, int first) {
    var members = ask(suite, first, "/api/v1/audiences/replicas_seen/members?limit=1000");
    List<String> ids = members.getList("data.profileId");
    assertThat(ids).hasSize(PEOPLE).doesNotHaveDuplicates();
    for (var question :
        List.of(
            "/api/v1/audiences/replicas_seen/members?limit=1000",
            "/api/v1/audiences/replicas_seen/members?limit=7",
            "/api/v1/audiences/replicas_seen/overlap?with=replicas_half",
            "/api/v1/audiences/replicas_half/size",
            "/api/v1/audiences/replicas_seen/growth?by=day&limit=1")) {
      Map<String, Object> one = ask(suite, first, question).getMap("$");
      Map<String, Object> other = ask(suite, SECOND, question).getMap("$");
      if (!question.contains("growth")) { // which tells the moment, too
        assertThat(other).as(question).isEqualTo(one);
      }
    }
    for (var id : ids) {
      for (var question :
          List.of(
              "/api/v1/profiles/" + id + "/memberships",
              "/api/v1/profiles/" + id + "/why?audience=replicas_seen")) {
        assertThat(ask(suite, SECOND, question).getMap("$"))
            .as(question)
            .isEqualTo(ask(suite, first, question).getMap("$"));
      }
    }
    assertThat(ask(suite, SECOND, "/api/v1/audiences/replicas_seen/status").getMap("exactAt"))
        .isEqualTo(ask(suite, first, "/api/v1/audiences/replicas_seen/status").getMap("exactAt"));
  }

  private static long tasks(RunningSuite suite, int port) {
    return suite
        .asAdmin(port)
        .get("/q/metrics")
        .then()
        .statusCode(200)
        .extract()
        .asString()
        .lines()
        .filter(line -> line.startsWith("tributary_audience_partitions"))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static long size(RunningSuite suite, int port) {
    return ask(suite, port, "/api/v1/audiences/replicas_seen/size").getLong("members");
  }

  private static JsonPath ask(RunningSuite suite, int port, String question) {
    return suite.asAdmin(port).get(question).then().statusCode(200).extract().jsonPath();
  }

  private static String batch() {
    var events =
        IntStream.range(0, PEOPLE)
            .mapToObj(i ->
                """
                {"type": "track", "event": "Replicas Seen", "userId": "replicas-%1$d",
                 "messageId": "replicas-%1$d"}\
                """
                    .formatted(i))
            .toList();
    return "{\"writeKey\": \"replicas-key\", \"batch\": [" + String.join(",", events) + "]}";
  }
}
