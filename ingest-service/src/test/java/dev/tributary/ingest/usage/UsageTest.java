package dev.tributary.ingest.usage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.tributary.ingest.domain.usage.Tally;
import dev.tributary.ingest.domain.usage.UsageStore;
import dev.tributary.ingest.domain.usage.UsageStore.Usage;
import dev.tributary.platform.testing.EmbeddedServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a source has sent is counted from the stream, each record once. */
@QuarkusTest
@WithTestResource(EmbeddedServers.class)
class UsageTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String ADMIN = "Bearer test-admin";

  @Inject UsageStore store;

  private final String source = "usage-" + UUID.randomUUID().toString().substring(0, 8);

  @BeforeEach
  void migrated() {
    await().atMost(SOON).ignoreExceptions().until(() -> store.positions() != null);
  }

  @Test
  void countsEventsAndPeopleOfAMonth() {
    // Given
    RestAssured.given()
        .header("Authorization", ADMIN)
        .contentType("application/yaml")
        .body(
            "apiVersion: tributary.dev/v1\nkind: Source\nmetadata: {name: %s}\nspec: {writeKeys: [%s]}"
                .formatted(source, source)
                .getBytes(UTF_8))
        .put("/api/v1/sources/" + source)
        .then()
        .statusCode(200);

    // When
    var batch =
        """
        {"writeKey": "%s", "batch": [
          {"type": "page", "userId": "a", "anonymousId": "x"}, {"type": "page", "userId": "a"},
          {"type": "page", "anonymousId": "b"}, {"type": "alias", "userId": "c", "previousId": "a"}, {"type": "page"}]}
        """
            .formatted(source);
    await()
        .atMost(SOON)
        .until(() -> RestAssured.given().body(batch).post("/v1/batch").statusCode() == 200);

    // Then
    await().atMost(SOON).until(() -> usage().path("usage.size()").equals(1));
    assertThat(usage().<Integer>path("usage[0].events")).isEqualTo(4);
    assertThat(usage().<Integer>path("usage[0].trackedUsers")).isEqualTo(3);
    assertThat(usage().<String>path("usage[0].source")).isEqualTo(source);
  }

  @Test
  void refusesAMonthThatIsNone() {
    RestAssured.given()
        .header("Authorization", ADMIN)
        .get("/api/v1/usage?from=November")
        .then()
        .statusCode(422);
    RestAssured.get("/api/v1/usage").then().statusCode(equalTo(401));
  }

  @Test
  void addsATallyOnceWhoeverBringsIt() {
    // Given
    int partition = ThreadLocalRandom.current().nextInt(1_000, 1 << 30);
    var november = YearMonth.of(2025, 11);
    var tally = new Tally();
    tally.add(source, "a", Instant.parse("2025-11-30T23:59:59.999Z").toEpochMilli());
    tally.add(source, "b", Instant.parse("2025-12-01T00:00:00Z").toEpochMilli());

    // Then
    assertThat(store.add(tally, Map.of(), Map.of(partition, 10L))).isTrue();
    assertThat(store.add(tally, Map.of(), Map.of(partition, 10L))).isFalse();
    assertThat(store.add(tally, Map.of(partition, 9L), Map.of(partition, 12L))).isFalse();
    assertThat(store.positions()).containsEntry(partition, 10L);
    assertThat(store.add(tally, Map.of(partition, 10L), Map.of(partition, 12L))).isTrue();
    assertThat(store.between(november, november.plusMonths(1)))
        .contains(new Usage(source, november, 2, 1))
        .contains(new Usage(source, november.plusMonths(1), 2, 1));
    assertThat(store.between(november, november)).noneMatch(each -> each.month().isAfter(november));
  }

  private Response usage() {
    return RestAssured.given().header("Authorization", ADMIN).get("/api/v1/usage?source=" + source);
  }
}
