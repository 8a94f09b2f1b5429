package dev.tributary.ingest.usage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.tributary.ingest.domain.usage.Offsets.Range;
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
import java.util.List;
import java.util.Objects;
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
    await().atMost(SOON).ignoreExceptions().until(() -> store.counted() != null);
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
    int other = partition + 1;
    var november = YearMonth.of(2025, 11);
    var tally = new Tally();
    tally.add(partition, 7, source, "a", millis("2025-11-30T23:59:59.999Z"));
    tally.add(partition, 8, source, "b", millis("2025-12-01T00:00:00Z"));

    // Then
    assertThat(store.add(tally)).containsExactly(partition);
    assertThat(store.add(tally)).isEmpty();
    tally.add(other, 0, source, "c", millis("2025-12-01T00:00:00Z"));
    assertThat(store.add(tally)).containsExactly(other);
    var rest = new Tally();
    rest.add(partition, 9, source, "a", millis("2025-11-01T00:00:00Z"));
    rest.covers(partition, new Range(0, 7));
    assertThat(store.add(rest)).containsExactly(partition);
    assertThat(ranges(partition)).containsExactly(new Range(0, 10));
    assertThat(store.between(november, november.plusMonths(1)))
        .contains(new Usage(source, november, 2, 1))
        .contains(new Usage(source, november.plusMonths(1), 2, 2));
    assertThat(store.between(november, november)).noneMatch(each -> each.month().isAfter(november));

    // When
    store.forgetFrom(partition, 8);

    // Then
    assertThat(ranges(partition)).containsExactly(new Range(0, 8));
    store.forgetFrom(partition, 0);
    store.forgetFrom(other, 0);
    assertThat(store.counted()).doesNotContainKeys(partition, other);
  }

  private List<Range> ranges(int partition) {
    return Objects.requireNonNull(store.counted().get(partition)).ranges();
  }

  private static long millis(String instant) {
    return Instant.parse(instant).toEpochMilli();
  }

  private Response usage() {
    return RestAssured.given().header("Authorization", ADMIN).get("/api/v1/usage?source=" + source);
  }
}
