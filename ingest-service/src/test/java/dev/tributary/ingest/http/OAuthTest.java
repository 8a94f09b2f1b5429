package dev.tributary.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.tributary.ingest.domain.oauth.Assertions;
import dev.tributary.platform.testing.EmbeddedServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Apps that show a token, as Segment's server SDKs do. */
@QuarkusTest
@WithTestResource(EmbeddedServers.class)
class OAuthTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final KeyPair KEYS = Assertions.keys();
  private static final KeyPair OTHERS = Assertions.keys();
  private static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  @BeforeEach
  void given() {
    Given.define("strict", spec("strict", "app-1", true));
    Given.define("lenient", spec("lenient", "app-1", false));
    await()
        .atMost(SOON)
        .until(() ->
            page("lenient", "").statusCode() == 200
                && page("strict", "").path("code").equals("token_required"));
  }

  @Test
  void takesEventsOfAnAppThatShowsItsToken() {
    // When
    var answer = token(assertion("app-1", "app-1", 60, KEYS, "RS256"));
    var token = answer.then().statusCode(200).extract().<String>path("access_token");

    // Then
    assertThat(answer.<String>path("token_type")).isEqualTo("Bearer");
    assertThat(answer.<Integer>path("expires_in")).isEqualTo(3600);
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(page("strict", token).statusCode()).isEqualTo(200);
    assertThat(page("lenient", token).statusCode()).isEqualTo(200);
  }

  @Test
  void refusesAWriteKeyAloneAndTokensThatAreNone() {
    // Given
    var token = token(assertion("app-1", "app-1", 60, KEYS, "RS256")).<String>path("access_token");
    var unsigned = token.substring(0, token.lastIndexOf('.') + 1);
    var foreign = unsigned + BASE64.encodeToString(new byte[32]);

    // Then
    page("strict", "").then().statusCode(401).body("code", equalTo("token_required"));
    for (var wrong : new String[] {"x", foreign, unsigned, "a.b.c", token + "x"}) {
      page("strict", wrong).then().statusCode(401).body("code", equalTo("invalid_token"));
      page("lenient", wrong).then().statusCode(401);
    }
  }

  @Test
  void refusesTheTokenOfAnAppOfAnotherSource() {
    // Given
    Given.define("elsewhere", spec("elsewhere", "app-2", false));
    await()
        .atMost(SOON)
        .until(() -> token(assertion("app-2", "app-2", 60, KEYS, "RS256")).statusCode() == 200);

    // When
    var token = token(assertion("app-2", "app-2", 60, KEYS, "RS256")).<String>path("access_token");

    // Then
    assertThat(page("strict", token).statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({
    "app-1, app-9, 60, RS256",
    "nobody, nobody, 60, RS256",
    "app-1, app-1, -120, RS256",
    "app-1, app-1, 7200, RS256",
    "app-1, app-1, 60, none",
    "app-1, app-1, 60, HS256"
  })
  void givesNoTokenForAnAssertionThatIsNotRight(String iss, String sub, int expires, String alg) {
    token(assertion(iss, sub, expires, KEYS, alg))
        .then()
        .statusCode(401)
        .body("error", equalTo("invalid_client"));
  }

  @Test
  void givesNoTokenForAForeignSignatureOrAnotherGrant() {
    token(assertion("app-1", "app-1", 60, OTHERS, "RS256")).then().statusCode(401);
    token("").then().statusCode(401);
    RestAssured.given()
        .formParam("grant_type", "password")
        .post("/token")
        .then()
        .statusCode(400)
        .body("error", equalTo("unsupported_grant_type"));
    RestAssured.given()
        .formParam("grant_type", "client_credentials")
        .post("/token")
        .then()
        .statusCode(400)
        .body("error", equalTo("invalid_request"));
    RestAssured.given()
        .body("grant_type=%")
        .post("/token")
        .then()
        .statusCode(400)
        .body("error", equalTo("invalid_request"));
    RestAssured.get("/token").then().statusCode(405);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{`apps`:[]} | spec.oauth.apps",
        "{`apps`:[{`id`:`a`,`keys`:[]}]} | spec.oauth.apps[0].keys",
        "{`apps`:[{`id`:`a`,`keys`:[{`kid`:`k`,`kty`:`RSA`,`n`:`AQAB`,`e`:`AQAB`}]}]} | spec.oauth.apps[0].keys[0]",
        "{`apps`:[{`id`:`a`,`keys`:[{`kid`:`k`,`kty`:`RSA`,`n`:`+`,`e`:`AQAB`}]}]} | spec.oauth.apps[0].keys[0].n",
        "{`tokenLifetime`:`1m`,`apps`:[{`id`:`a`,`keys`:[]}]} | spec.oauth.tokenLifetime"
      })
  void refusesADefinitionThatCannotWork(String block, String path) {
    Given.put("wrong", "{\"writeKeys\":[\"wrong\"],\"oauth\":" + block.replace('`', '"') + "}")
        .then()
        .statusCode(422)
        .body("violations[0].path", equalTo(path));
  }

  private static String spec(String key, String app, boolean required) {
    var known = (RSAPublicKey) KEYS.getPublic();
    return """
    {"writeKeys": ["%s"], "oauth": {"required": %s, "tokenLifetime": "1h", "apps": [
      {"id": "%s", "keys": [{"kty": "RSA", "kid": "k1", "use": "sig", "n": "%s", "e": "%s"}]}]}}
    """
        .formatted(
            key, required, app, number(known.getModulus()), number(known.getPublicExponent()));
  }

  private static String number(BigInteger number) {
    var bytes = number.toByteArray();
    return BASE64.encodeToString(
        bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
  }

  private static Response page(String key, String token) {
    var request = RestAssured.given();
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return request.body("{\"writeKey\":\"%s\",\"userId\":\"u\"}".formatted(key)).post("/v1/page");
  }

  private static Response token(String assertion) {
    return RestAssured.given()
        .formParam("grant_type", "client_credentials")
        .formParam("client_assertion_type", TYPE)
        .formParam("client_assertion", assertion)
        .formParam("scope", "tracking_api:write")
        .post("/token");
  }

  private static String assertion(String iss, String sub, int expires, KeyPair keys, String alg) {
    long now = Instant.now().getEpochSecond();
    var claims =
        "{\"iss\":\"%s\",\"sub\":\"%s\",\"aud\":\"https://here\",\"iat\":%d,\"exp\":%d,\"jti\":\"1\"}"
            .formatted(iss, sub, now - 5, now + expires);
    return Assertions.signed(keys, alg, "k1", claims);
  }
}
