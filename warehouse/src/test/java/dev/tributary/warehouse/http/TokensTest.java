package dev.tributary.warehouse.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.warehouse.http.FakeServer.Reply;
import dev.tributary.warehouse.json.JsonReading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TokensTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static KeyPair keys;

  @BeforeAll
  static void makeKeys() throws Exception {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    keys = generator.generateKeyPair();
  }

  @Test
  void signsWhoASnowflakeUserIs() throws Exception {
    // When
    var claims =
        verified(new SnowflakeKeyPair("myorg-account.eu", "loader", keys, () -> NOW).get());

    // Then
    var fingerprint =
        Base64.getEncoder()
            .encodeToString(
                MessageDigest.getInstance("SHA-256").digest(keys.getPublic().getEncoded()));
    assertThat(claims)
        .containsEntry("sub", "MYORG-ACCOUNT-EU.LOADER")
        .containsEntry("iss", "MYORG-ACCOUNT-EU.LOADER.SHA256:" + fingerprint)
        .containsEntry("iat", BigDecimal.valueOf(NOW.getEpochSecond()))
        .containsEntry("exp", BigDecimal.valueOf(NOW.getEpochSecond() + 55 * 60));
  }

  @Test
  void readsAPairFromItsPrivateKeyAndShowsNothingOfWhatIsNone() {
    // Given
    var body = Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded());
    var pem = "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n";

    // When
    var read = RsaKeys.ofPem(pem);

    // Then
    assertThat(read.getPrivate()).isEqualTo(keys.getPrivate());
    assertThat(read.getPublic()).isEqualTo(keys.getPublic());
    for (var none : new String[] {"", "x1y2z3", pem.replace('A', '!'), body.substring(0, 200)}) {
      assertThatThrownBy(() -> RsaKeys.ofPem(none))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("is no unencrypted RSA key in PKCS#8 (PEM)")
          .hasNoCause();
    }
  }

  @Test
  void exchangesASignatureForAGoogleTokenAndKeepsItWhileItHolds() throws Exception {
    // Given
    var now = new AtomicReference<>(NOW);
    try (var client = HttpClient.newHttpClient();
        var server =
            new FakeServer(asked ->
                Reply.ok(
                    "{\"access_token\":\"token-"
                        + asked.body().hashCode()
                        + "\",\"expires_in\":3599}"))) {
      var account =
          new GoogleServiceAccount(
              client, server.uri().resolve("/token"), "loader@p.iam", keys.getPrivate(), now::get);

      // When
      var first = account.get();
      now.set(NOW.plusSeconds(55 * 60));
      var kept = account.get();
      now.set(NOW.plusSeconds(56 * 60));
      var renewed = account.get();

      // Then
      assertThat(kept).isEqualTo(first);
      assertThat(renewed).isNotEqualTo(first);
      assertThat(server.asked()).hasSize(2);
      var form = server.bodies().getFirst();
      assertThat(form)
          .startsWith(
              "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=");
      assertThat(verified(form.substring(form.indexOf("assertion=") + "assertion=".length())))
          .containsEntry("iss", "loader@p.iam")
          .containsEntry("aud", server.uri() + "/token")
          .containsEntry("scope", "https://www.googleapis.com/auth/bigquery");
    }
  }

  @Test
  void saysSoWhenGoogleGivesNoToken() throws IOException {
    try (var client = HttpClient.newHttpClient();
        var server = new FakeServer(_ -> Reply.of(400, "{\"error\":\"invalid_grant\"}"))) {
      var account =
          new GoogleServiceAccount(
              client, server.uri(), "loader@p.iam", keys.getPrivate(), () -> NOW);
      assertThatThrownBy(account::get)
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("no access token: HTTP 400");
    }
  }

  private static Map<String, Object> verified(String token) throws Exception {
    var parts = token.split("\\.", -1);
    var signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(keys.getPublic());
    signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
    assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
    return JsonReading.object(Base64.getUrlDecoder().decode(parts[1]));
  }
}
