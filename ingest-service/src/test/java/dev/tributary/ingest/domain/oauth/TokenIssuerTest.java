package dev.tributary.ingest.domain.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tributary.ingest.domain.oauth.OAuth.App;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenIssuerTest {

  private static final long NOW = 1_800_000_000_000L;
  private static final KeyPair KEYS = Assertions.keys();
  private static final TokenIssuer ISSUER =
      new TokenIssuer("0123456789abcdef0123456789abcdef".getBytes(UTF_8));
  private static final OAuth OAUTH =
      new OAuth(
          true,
          Duration.ofHours(1),
          List.of(new App("app", Map.of("k", OAuth.Key.of((RSAPublicKey) KEYS.getPublic())))));

  @Test
  void knowsItsTokenUntilItExpires() {
    // Given
    var token = issue("\"https://in.example\"", Optional.empty()).orElseThrow().token();

    // Then
    assertThat(ISSUER.bearerOf(token, NOW)).get().matches(OAUTH::admits);
    assertThat(ISSUER.bearerOf(token, NOW + Duration.ofMinutes(59).toMillis())).isPresent();
    assertThat(ISSUER.bearerOf(token, NOW + Duration.ofHours(1).toMillis())).isEmpty();
    assertThat(new TokenIssuer(new byte[32]).bearerOf(token, NOW)).isEmpty();
  }

  @Test
  void aTokenIsGoodWhereItsKeyIsRegisteredAndForNoLongerThanThere() {
    // Given
    var bearer =
        ISSUER.bearerOf(issue("\"x\"", Optional.empty()).orElseThrow().token(), NOW).orElseThrow();

    // Then
    assertThat(with(Assertions.keys(), Duration.ofHours(1)).admits(bearer))
        .isFalse(); // a namesake elsewhere
    assertThat(with(KEYS, Duration.ofMinutes(5)).admits(bearer)).isFalse();
    assertThat(with(KEYS, Duration.ofHours(2)).admits(bearer)).isTrue();
  }

  private static OAuth with(KeyPair keys, Duration lifetime) {
    var key = OAuth.Key.of((RSAPublicKey) keys.getPublic());
    return new OAuth(true, lifetime, List.of(new App("app", Map.of("k", key))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'https://in.example' | true",
        "'https://in.example/token' | true",
        "['https://else.example','https://in.example'] | true",
        "'https://in.example.evil.example' | false",
        "'https://oauth2.segment.io' | false",
        "5 | false",
        "[] | false"
      },
      quoteCharacter = '`')
  void givesATokenForAnAssertionThatIsMadeForIt(String audience, boolean given) {
    assertThat(issue(audience.replace('\'', '"'), Optional.of("https://in.example")).isPresent())
        .isEqualTo(given);
  }

  @Test
  void refusesAKeyThatCouldBeGuessed() {
    assertThatIllegalArgumentException().isThrownBy(() -> new TokenIssuer(new byte[31]));
  }

  private static Optional<TokenIssuer.Issued> issue(String aud, Optional<String> audience) {
    var claims =
        "{\"iss\":\"app\",\"sub\":\"app\",\"aud\":%s,\"iat\":%d,\"exp\":%d}"
            .formatted(aud, NOW / 1000, NOW / 1000 + 60);
    return ISSUER.issue(
        Assertions.signed(KEYS, "RS256", "k", claims), List.of(OAUTH), audience, NOW);
  }
}
