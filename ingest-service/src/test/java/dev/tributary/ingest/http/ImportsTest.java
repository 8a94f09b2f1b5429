package dev.tributary.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.tributary.platform.testing.EmbeddedServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A file of past events is taken part by part, over HTTP. */
@QuarkusTest
@WithTestResource(EmbeddedServers.class)
class ImportsTest {

  private static final String FILE =
      "type,userId,event,timestamp,messageId\ntrack,u,Bought,2020-01-02T00:00:00Z,past-1\ntrack,,Bought,2020-01-02T00:00:00Z,past-2\ntrack,u,Bought,2021-01-02T00:00:00Z,past-3";

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  @BeforeEach
  void given() {
    Given.aSource();
  }

  @Test
  void takesAFileThatWasBrokenOff() {
    // Given
    var id = begin("csv").then().statusCode(201).extract().<String>path("id");
    int cut = FILE.indexOf("past-2") + 2;

    // When
    part(id, 0, false, FILE.substring(0, cut)).then().statusCode(200).body("accepted", equalTo(1));
    part(id, cut, false, FILE.substring(cut))
        .then()
        .statusCode(409)
        .body("detail", containsString("byte"));
    int next = admin().get("/api/v1/imports/" + id).path("bytes");
    var done = part(id, next, true, FILE.substring(next));

    // Then
    done.then()
        .statusCode(200)
        .body("accepted", equalTo(2))
        .body("rejected", equalTo(1))
        .body("complete", equalTo(true))
        .body("bytes", equalTo(FILE.length()));
    var bus = new Bus(bootstrapServers);
    assertThat(bus.received("past-"))
        .extracting(event -> Instant.ofEpochMilli(event.getTimestampMillis()).toString())
        .containsExactlyInAnyOrder("2020-01-02T00:00:00Z", "2021-01-02T00:00:00Z");
    assertThat(bus.quarantined("past-2")).hasSize(1);
    assertThat(admin().get("/api/v1/sources/test/imports").<String>path("imports[0].id"))
        .isEqualTo(id);
    part(id, FILE.length(), true, "x").then().statusCode(409);
  }

  @Test
  void refusesWhatCannotBeTaken() {
    begin("xml").then().statusCode(422);
    admin().post("/api/v1/sources/nobody/imports").then().statusCode(404);
    admin().get("/api/v1/imports/5").then().statusCode(404);
    RestAssured.post("/api/v1/sources/test/imports").then().statusCode(401);
    var id = begin("csv").<String>path("id");
    part(id, 0, false, "a,,b\n").then().statusCode(422).body("detail", containsString("header"));
  }

  private static Response begin(String format) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> admin().get("/api/v1/sources/test/imports").statusCode() == 200);
    return admin().post("/api/v1/sources/test/imports?format=" + format);
  }

  private static Response part(String id, long offset, boolean last, String text) {
    return admin()
        .contentType("application/octet-stream")
        .body(text.getBytes(java.nio.charset.StandardCharsets.UTF_8))
        .put("/api/v1/imports/%s?offset=%d&last=%s".formatted(id, offset, last));
  }

  private static RequestSpecification admin() {
    return RestAssured.given().header("Authorization", "Bearer test-admin");
  }
}
