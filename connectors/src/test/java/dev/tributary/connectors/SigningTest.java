package dev.tributary.connectors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tributary.connectors.domain.answer.Seen;
import dev.tributary.connectors.domain.auth.Exchanging;
import dev.tributary.connectors.domain.auth.Signing;
import dev.tributary.connectors.domain.auth.Token;
import dev.tributary.connectors.domain.definition.Auth;
import dev.tributary.connectors.domain.definition.Auth.Scheme;
import dev.tributary.connectors.domain.definition.TextTemplate;
import dev.tributary.connectors.domain.request.Body;
import dev.tributary.connectors.domain.request.Request;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SigningTest {

  private static final Instant NOW = Instant.parse("2015-08-30T12:36:00Z");

  /** The suite's own: "get-vanilla-query-order-key-case" and "post-x-www-form-urlencoded". */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET|https://example.amazonaws.com/?Param2=value2&Param1=value1|b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
        "GET|https://example.amazonaws.com/|5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"
      })
  void signsAsTheTestSuiteOfAwsDoes(String method, String url, String signature) {
    // Given
    var aws =
        new Scheme.Aws(
            text("service"),
            text("us-east-1"),
            text("AKIDEXAMPLE"),
            text("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
            Optional.empty());

    // When
    var signed = sign(new Auth(aws, List.of()), request(method, url, ""));

    // Then
    assertThat(signed.hiddenHeaders().get("Authorization"))
        .isEqualTo(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
                + " SignedHeaders=host;x-amz-date, Signature="
                + signature);
  }

  /** RFC 4231, test cases 2 and 6: a short key, and one longer than a block. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Jefe|what do ya want for nothing?|5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        "key|The quick brown fox jumps over the lazy dog|f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8"
      })
  void signsTheBodyAsTheRfcDoes(String key, String body, String mac) {
    // Given
    var hmac =
        new Auth.Hmac(
            "X-Signature", text(key), "HmacSHA256", false, "", text("{{body}}"), Optional.empty());

    // When
    var signed =
        sign(new Auth(new Scheme.None(), List.of(hmac)), request("POST", "https://x", body));

    // Then
    assertThat(signed.hiddenHeaders()).isEqualTo(Map.of("X-Signature", mac));
  }

  /** As Emarsys has it: of the digest the hexadecimal text is encoded, not its bytes. */
  @Test
  void tellsWhoItIsByADigestOfNonceTimeAndSecret() throws Exception {
    // Given
    var auth = new Auth(new Scheme.Wsse(text("account001"), text("hush")), List.of());

    // When
    var one = sign(auth, request("POST", "https://x", "a")).hiddenHeaders().get("X-WSSE");
    var other = sign(auth, request("POST", "https://x", "b")).hiddenHeaders().get("X-WSSE");

    // Then
    var parts =
        Pattern.compile(
                "UsernameToken Username=\"account001\", PasswordDigest=\"([A-Za-z0-9+/=]+)\","
                    + " Nonce=\"([0-9a-f]{32})\", Created=\"2015-08-30T12:36:00Z\"")
            .matcher(one);
    assertThat(parts.matches()).isTrue();
    var sha1 =
        MessageDigest.getInstance("SHA-1")
            .digest((parts.group(2) + "2015-08-30T12:36:00Z" + "hush").getBytes(UTF_8));
    assertThat(new String(Base64.getDecoder().decode(parts.group(1)), UTF_8))
        .isEqualTo("%040x".formatted(new BigInteger(1, sha1)));
    assertThat(other).doesNotContain(parts.group(2));
  }

  @Test
  void leavesARequestUnsignedWhereItsUserGaveNoSecret() {
    // Given
    var hmac =
        new Auth.Hmac(
            "X-Signature",
            text("{{settings.secret}}"),
            "HmacSHA256",
            true,
            "v1=",
            text("{{timestamp}}.{{body}}"),
            Optional.of("X-Time"));

    // When
    var signed =
        sign(new Auth(new Scheme.None(), List.of(hmac)), request("POST", "https://x", "b"));

    // Then
    assertThat(signed.headers()).isEmpty();
    assertThat(signed.hiddenHeaders()).isEmpty();
  }

  @Test
  void asksGoogleForATokenWithAnAssertionThatItsKeyVerifies() throws GeneralSecurityException {
    // Given
    var pair = KeyPairGenerator.getInstance("RSA").generateKeyPair();
    var google = new Scheme.Google(text("{{settings.key}}"), List.of("scope-a", "scope-b"));

    // When
    var request = Exchanging.google(google, settings(key(pair)), NOW);

    // Then
    assertThat(request.url()).isEqualTo("https://oauth2.googleapis.com/token");
    var assertion = request.body().text().replaceAll(".*&assertion=", "").split("\\.", -1);
    assertThat(new String(Base64.getUrlDecoder().decode(assertion[1]), StandardCharsets.UTF_8))
        .contains("\"scope\":\"scope-a scope-b\"", "\"iss\":\"robot@example.com\"");
    var verifier = Signature.getInstance("SHA256withRSA");
    verifier.initVerify(pair.getPublic());
    verifier.update((assertion[0] + "." + assertion[1]).getBytes(StandardCharsets.US_ASCII));
    assertThat(verifier.verify(Base64.getUrlDecoder().decode(assertion[2]))).isTrue();
  }

  @Test
  void saysThatAServiceAccountIsNoneWithoutAWordOfIt() {
    // Given
    var google = new Scheme.Google(text("{{settings.key}}"), List.of());

    // Then
    for (var key : List.of("hunter2", "{\"private_key\": \"hunter2\"}")) {
      assertThatExceptionOfType(InvalidValue.class)
          .isThrownBy(() -> Exchanging.google(google, settings(key), NOW))
          .satisfies(e -> assertThat(e.toString()).doesNotContain("hunter2"));
    }
  }

  @Test
  void readsATokenThatIsRenewedBeforeItExpires() {
    // When
    var token =
        Token.read(
            seen(
                200,
                "{\"access_token\": \"T\", \"expires_in\": 3600, \"instance_url\": \"https://i\"}"),
            Optional.of("instance_url"),
            NOW);

    // Then
    assertThat(token)
        .contains(new Token("T", Optional.of("https://i"), NOW.plus(Duration.ofMinutes(59))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200|{}",
        "200|[]",
        "200|text",
        "400|{\"access_token\": \"T\"}",
        "200|{\"access_token\": \"\"}"
      })
  void readsNoTokenWhereNoneWasGiven(int status, String body) {
    assertThat(Token.read(seen(status, body), Optional.empty(), NOW)).isEmpty();
  }

  private static Request sign(Auth auth, Request request) {
    return Signing.sign(auth, request, Json.Obj.EMPTY, NOW, Optional.empty());
  }

  private static Request request(String method, String url, String body) {
    return new Request(
        method, url, Map.of(), Map.of(), new Body(body.getBytes(StandardCharsets.UTF_8)));
  }

  private static TextTemplate text(String text) {
    return TextTemplate.parse(text);
  }

  private static Json.Obj settings(String key) {
    return Json.object("settings", Json.object("key", Json.of(key)));
  }

  private static String key(KeyPair pair) {
    var pem =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n";
    var key = new LinkedHashMap<String, Json>();
    key.put("client_email", Json.of("robot@example.com"));
    key.put("private_key", Json.of(pem));
    return JsonText.writeString(new Json.Obj(key));
  }

  private static Seen seen(int status, String body) {
    return new Seen(status, Map.of(), new Body(body.getBytes(StandardCharsets.UTF_8)));
  }
}
