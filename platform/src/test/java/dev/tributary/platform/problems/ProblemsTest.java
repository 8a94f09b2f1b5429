package dev.tributary.platform.problems;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.Unavailable;
import dev.tributary.platform.testing.EmbeddedServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.nio.file.Files;
import org.hamcrest.Matchers;
import org.jboss.resteasy.reactive.RestPath;
import org.junit.jupiter.api.Test;

/** Every failure of a resource reaches the caller as a problem, and none shows its insides. */
@QuarkusTest
@WithTestResource(EmbeddedServers.class)
class ProblemsTest {

  @Test
  void answersAnInvalidValueByItsField() {
    given()
        .get("/sample/invalid")
        .then()
        .statusCode(422)
        .contentType(Problem.MEDIA_TYPE)
        .body("type", equalTo("urn:tributary:problem:invalid-value"))
        .body("violations.path", contains("limit"))
        .body("violations.reason", contains("is too high"));
  }

  @Test
  void saysWhenToComeBack() {
    given()
        .get("/sample/unavailable")
        .then()
        .statusCode(503)
        .header("Retry-After", "1")
        .body("detail", equalTo("Kafka is away"));
  }

  @Test
  void showsNothingOfAFailureNobodyForesaw() {
    for (var failure : new String[] {"broken", "checked", "error"}) {
      given()
          .get("/sample/" + failure)
          .then()
          .statusCode(500)
          .contentType(Problem.MEDIA_TYPE)
          .body("type", equalTo("urn:tributary:problem:internal"))
          .body(not(Matchers.containsString("secret")));
    }
  }

  @Test
  void answersAMalformedBody() {
    for (var body : new String[] {"{", "[]", "{\"count\":\"many\"}"}) {
      given()
          .contentType(ContentType.JSON)
          .body(body)
          .post("/sample")
          .then()
          .statusCode(400)
          .contentType(Problem.MEDIA_TYPE)
          .body("type", equalTo("urn:tributary:problem:malformed-body"));
    }
  }

  @Test
  void answersWhatIsNotThere() {
    given().get("/sample/gone").then().statusCode(404).contentType(Problem.MEDIA_TYPE);
  }

  @Test
  void leavesServicesRoomBesideTheAdminApi() {
    given().get("/api/v1/sources/web/taps").then().statusCode(200).body(equalTo("taps of web"));
    given()
        .header("Authorization", "Bearer test-viewer")
        .get("/api/v1/sources/absent")
        .then()
        .statusCode(404)
        .body("detail", equalTo("Source/absent is not defined"));
  }

  @Test
  void listsEveryTypeInTheDocumentation() throws IOException {
    var page = Files.readString(java.nio.file.Path.of("../docs/problems.md"));
    for (var type : ProblemType.values()) {
      assertThat(page).contains("`" + type.uri() + "`").contains(type.title());
    }
  }

  /** What a body may be. */
  record Sample(int count) {}

  /** Fails in every way. */
  @Path("/sample")
  @PermitAll
  static class FailingResource {

    @GET
    @Path("{how}")
    public String fail(@RestPath String how) throws IOException {
      return switch (how) {
        case "invalid" -> throw new InvalidValue("limit", "too high");
        case "unavailable" -> throw new Unavailable("Kafka is away", null);
        case "broken" -> throw new IllegalStateException("a secret");
        case "checked" -> throw new IOException("a secret");
        case "error" -> throw new AssertionError("a secret");
        case "well" -> "well";
        default -> throw new NotFoundException();
      };
    }

    @POST
    public String take(Sample sample) {
      return "took " + sample.count();
    }
  }

  /** A service's own path beneath a definition. */
  @Path("/api/v1/sources/{name}/taps")
  @PermitAll
  static class TapsResource {

    @GET
    public String taps(@RestPath String name) {
      return "taps of " + name;
    }
  }
}
