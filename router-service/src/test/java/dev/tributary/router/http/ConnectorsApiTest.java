package dev.tributary.router.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import dev.tributary.platform.testing.EmbeddedServers;
import dev.tributary.router.testing.RouterProfile;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(RouterProfile.class)
@WithTestResource(EmbeddedServers.class)
class ConnectorsApiTest {

  @Test
  void offersConnectorsAndWhatEachAsksFor() {
    given()
        .auth()
        .oauth2("test-viewer")
        .get("/api/v1/connectors")
        .then()
        .statusCode(200)
        .body("connectors.name", hasItems("webhook", "braze", "snowflake"))
        .body("connectors.find { it.name == 'braze' }.title", equalTo("Braze"));
    given()
        .auth()
        .oauth2("test-viewer")
        .get("/api/v1/connectors/amazon-s3")
        .then()
        .statusCode(200)
        .body("testable", equalTo(true))
        .body("settings.find { it.name == 'secretAccessKey' }.secret", equalTo(true))
        .body("actions[0].name", equalTo("write"));
    given().auth().oauth2("test-viewer").get("/api/v1/connectors/abacus").then().statusCode(404);
    given().get("/api/v1/connectors").then().statusCode(401);
  }
}
