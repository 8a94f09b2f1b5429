package dev.tributary.identity.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.platform.testing.EmbeddedServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(RateLimitTest.TwoInASecond.class)
@WithTestResource(EmbeddedServers.class)
class RateLimitTest {

  /** A limit that any machine passes. */
  public static class TwoInASecond implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("tributary.identity.profile-api.requests-per-second", "2");
    }
  }

  @Test
  void refusesMoreRequestsThanAreAllowedInASecond() {
    // When
    var answers = IntStream.range(0, 30).parallel().mapToObj(_ -> get()).toList();

    // Then
    var refused = answers.stream().filter(answer -> answer.statusCode() == 429).toList();
    assertThat(refused).isNotEmpty();
    for (var answer : refused) {
      assertThat(answer.<String>path("error.code")).isEqualTo("rate_limit_error");
      assertThat(answer.header("Retry-After")).isEqualTo("1");
      assertThat(answer.header("Request-Id")).isNotBlank();
    }
    await().atMost(Duration.ofSeconds(30)).until(() -> get().statusCode() == 404);
    for (int i = 0; i < 20; i++) {
      given().get("/q/health/live").then().statusCode(200);
    }
  }

  private static Response get() {
    return given()
        .auth()
        .preemptive()
        .basic("test-viewer", "")
        .get("/v1/spaces/default/collections/users/profiles/user_id:nobody/metadata");
  }
}
