package dev.tributary.ingest.domain.oauth;

import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.domain.json.JsonWriter;
import dev.tributary.platform.domain.json.ObjBuilder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Gives tokens for assertions that an app has signed (RFC 7523, with RS256), and knows its tokens
 * again. Nothing is stored: a token is signed itself, by a key that the replicas share. Safe for
 * use by many threads.
 */
public final class TokenIssuer {

  public static final String SCOPE = "tracking_api:write";
  public static final int LEAST_KEY_BYTES = 32;

  /** Clocks differ; and an assertion is made for one use. */
  private static final long LEEWAY_MILLIS = Duration.ofMinutes(1).toMillis();

  private static final long MOST_AHEAD_MILLIS = Duration.ofMinutes(10).toMillis();
  private static final int MOST_CHARACTERS = 4_096;
  private static final String HMAC = "HmacSHA256";
  private static final String ISSUER = "tributary";
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private static final String HEADER =
      encoded(Json.object("alg", Json.of("HS256")).with("typ", Json.of("JWT")));

  private final SecretKeySpec key;

  /**
   * @param key at least {@value #LEAST_KEY_BYTES} bytes
   */
  public TokenIssuer(byte[] key) {
    if (key.length < LEAST_KEY_BYTES) {
      throw new IllegalArgumentException("less than " + LEAST_KEY_BYTES + " bytes");
    }
    this.key = new SecretKeySpec(key, HMAC);
  }

  /** What an app is given. */
  public record Issued(String token, Duration lifetime) {}

  /**
   * A token for an assertion; empty where no app has made it, or not just now.
   *
   * @param registered of all sources
   * @param audience whom it must be made for; anybody where that is not known
   */
  public Optional<Issued> issue(
      String assertion, List<OAuth> registered, Optional<String> audience, long nowMillis) {
    var jwt = Jwt.parse(assertion);
    if (jwt.isEmpty()
        || !isTimely(jwt.get(), nowMillis)
        || !audience.map(wanted -> isFor(wanted, jwt.get())).orElse(true)) {
      return Optional.empty();
    }
    for (var oauth : registered) {
      for (var app : oauth.apps()) {
        var key = keyOf(app, jwt.get());
        if (key.isPresent()) {
          return Optional.of(
              issued(new Bearer(app.id(), key.get().print(), oauth.lifetime()), nowMillis));
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Who shows a token.
   *
   * @param keyPrint of the key with which the app asked for it
   */
  public record Bearer(String app, String keyPrint, Duration lifetime) {}

  /** Whose token this is; empty where it is none of ours or too old. */
  public Optional<Bearer> bearerOf(String token, long nowMillis) {
    return Jwt.parse(token)
        .filter(jwt ->
            MessageDigest.isEqual(mac(jwt.signed()), jwt.signature())
                && jwt.text("iss").equals(ISSUER)
                && jwt.millis("exp") > nowMillis)
        .map(jwt ->
            new Bearer(
                jwt.text("sub"),
                jwt.text("key"),
                Duration.ofMillis(jwt.millis("exp") - jwt.millis("iat"))));
  }

  private static boolean isTimely(Jwt jwt, long nowMillis) {
    long expires = jwt.millis("exp");
    return expires > nowMillis - LEEWAY_MILLIS
        && expires < nowMillis + MOST_AHEAD_MILLIS
        && jwt.millis("iat") < nowMillis + LEEWAY_MILLIS
        && jwt.claims().field("aud").isPresent();
  }

  /** Whether the assertion is for this server: its address, or a path of it. */
  private static boolean isFor(String audience, Jwt jwt) {
    var named = jwt.claims().field("aud").orElse(Json.Null.VALUE);
    var all = named instanceof Json.Arr(var items) ? items : List.of(named);
    return all.stream()
        .anyMatch(each ->
            each instanceof Json.Str(var text)
                && (text.equals(audience) || text.startsWith(audience + "/")));
  }

  /** The key of an app by which an assertion of its own is signed. */
  private static Optional<OAuth.Key> keyOf(OAuth.App app, Jwt jwt) {
    var id = jwt.header().field("kid").orElse(Json.Null.VALUE);
    var key = id instanceof Json.Str(var kid) ? app.keys().get(kid) : null;
    boolean isIts =
        key != null
            && app.id().equals(jwt.text("iss"))
            && app.id().equals(jwt.text("sub"))
            && jwt.header().field("alg").equals(Optional.of(Json.of("RS256")))
            && isSigned(key.key(), jwt);
    return isIts ? Optional.ofNullable(key) : Optional.empty();
  }

  private static boolean isSigned(RSAPublicKey key, Jwt jwt) {
    try {
      var check = Signature.getInstance("SHA256withRSA");
      check.initVerify(key);
      check.update(jwt.signed());
      return check.verify(jwt.signature());
    } catch (GeneralSecurityException _) {
      return false;
    }
  }

  private Issued issued(Bearer bearer, long nowMillis) {
    var lifetime = bearer.lifetime();
    var claims =
        new ObjBuilder()
            .put("iss", Json.of(ISSUER))
            .put("sub", Json.of(bearer.app()))
            .put("key", Json.of(bearer.keyPrint()))
            .put("scope", Json.of(SCOPE))
            .put("iat", Json.of(nowMillis / 1000))
            .put("exp", Json.of(nowMillis / 1000 + lifetime.toSeconds()))
            .build();
    var signed = HEADER + '.' + encoded(claims);
    var signature = BASE64.encodeToString(mac(signed.getBytes(StandardCharsets.US_ASCII)));
    return new Issued(signed + '.' + signature, lifetime);
  }

  private byte[] mac(byte[] text) {
    try {
      var mac = Mac.getInstance(HMAC);
      mac.init(key);
      return mac.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }

  private static String encoded(Json.Obj object) {
    return BASE64.encodeToString(
        JsonWriter.write(object, MOST_CHARACTERS).getBytes(StandardCharsets.UTF_8));
  }
}
