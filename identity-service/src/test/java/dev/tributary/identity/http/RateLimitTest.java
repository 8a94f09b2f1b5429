package dev.tributary.identity.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.platform.storage.Migrations;
import dev.tributary.platform.testing.EmbeddedServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
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

  @Inject Migrations migrations;

  @TestHTTPResource("/v1/spaces/default/collections/users/profiles/user_id:nobody/metadata")
  URI nobody;

  @Test
  void refusesMoreRequestsThanAreAllowedInASecond() {
    migrations.await(Duration.ofMinutes(1));
    try (var client = HttpClient.newHttpClient()) {
      // When
      var answers =
          IntStream.range(0, 30).mapToObj(_ -> get(client)).toList().stream()
              .map(CompletableFuture::join)
              .toList();

      // Then
      var refused = answers.stream().filter(answer -> answer.statusCode() == 429).toList();
      assertThat(refused).isNotEmpty();
      for (var answer : refused) {
        assertThat(answer.body()).contains("\"code\":\"rate_limit_error\"");
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        assertThat(answer.headers().firstValue("Request-Id")).isPresent();
      }
      await().atMost(Duration.ofSeconds(30)).until(() -> get(client).join().statusCode() == 404);
    }
    for (int i = 0; i < 20; i++) {
      given().get("/q/health/live").then().statusCode(200);
    }
  }

  private CompletableFuture<HttpResponse<String>> get(HttpClient client) {
    var request = HttpRequest.newBuilder(nobody).header("Authorization", "Bearer test-viewer");
    return client.sendAsync(request.build(), BodyHandlers.ofString());
  }
}
