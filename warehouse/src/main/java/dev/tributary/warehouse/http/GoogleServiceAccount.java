package dev.tributary.warehouse.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Access tokens of a Google service account, each asked for when the last is nearly over. Source,
 * seen 2026-11-28: developers.google.com/identity/protocols/oauth2/service-account#httprest.
 */
public final class GoogleServiceAccount implements Supplier<String> {

  private static final String SCOPE = "https://www.googleapis.com/auth/bigquery";
  private static final Duration LIFE = Duration.ofHours(1);
  private static final Duration RESERVE = Duration.ofMinutes(5);

  private final HttpExchange http;
  private final URI tokens;
  private final String email;
  private final PrivateKey key;
  private final InstantSource clock;
  private String token = "";
  private Instant end = Instant.MIN;

  /**
   * An account, by what its key file says.
   *
   * @param tokens {@code token_uri}
   * @param email {@code client_email}
   */
  public GoogleServiceAccount(
      HttpClient client, URI tokens, String email, PrivateKey key, InstantSource clock) {
    this.http = new HttpExchange(client);
    this.tokens = tokens;
    this.email = email;
    this.key = key;
    this.clock = clock;
  }

  /**
   * A token that holds now.
   *
   * @throws UncheckedIOException if Google does not give one
   */
  @Override
  public synchronized String get() {
    var now = clock.instant();
    if (now.isAfter(end)) {
      try {
        token = ask(now);
        end = now.plus(LIFE).minus(RESERVE);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return token;
  }

  private String ask(Instant now) throws IOException {
    var claims = new LinkedHashMap<String, Object>();
    claims.put("iss", email);
    claims.put("scope", SCOPE);
    claims.put("aud", tokens.toString());
    claims.put("iat", now.getEpochSecond());
    claims.put("exp", now.plus(LIFE).getEpochSecond());
    var form =
        "grant_type="
            + URLEncoder.encode(
                "urn:ietf:params:oauth:grant-type:jwt-bearer", StandardCharsets.UTF_8)
            + "&assertion="
            + Rs256.sign(claims, key);
    var answer =
        http.post(tokens, Map.of("Content-Type", "application/x-www-form-urlencoded"), form);
    var given = answer.status() == 200 ? JsonFields.text(answer.json(), "access_token") : "";
    if (given.isEmpty()) {
      throw new IOException("no access token: HTTP " + answer.status());
    }
    return given;
  }
}
