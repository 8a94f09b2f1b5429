package dev.tributary.ingest.domain.oauth;

import dev.tributary.ingest.domain.oauth.OAuth.App;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.definition.SpecReader;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what a Source's definition says of OAuth: apps with their public keys as JWK (RFC 7517).
 */
public final class OAuthReader {

  private static final Duration LEAST = Duration.ofMinutes(5);
  private static final Duration MOST = Duration.ofDays(30);
  private static final int LEAST_BITS = 2048;
  private static final int MOST_BITS = 8192;

  private OAuthReader() {}

  /**
   * Reads the block of a spec.
   *
   * @param reader collects the faults
   */
  public static Optional<OAuth> read(SpecReader reader) {
    return reader.optionalObject("oauth").map(OAuthReader::oauth);
  }

  private static OAuth oauth(SpecReader block) {
    var lifetime = block.optionalDuration("tokenLifetime").orElse(Duration.ofDays(1));
    if (lifetime.compareTo(LEAST) < 0 || lifetime.compareTo(MOST) > 0) {
      block.reject("tokenLifetime", "is not between 5m and 30d");
    }
    var readers = block.objects("apps");
    if (readers.isEmpty()) {
      block.reject("apps", "has no item; nobody could get a token");
    }
    var apps = new ArrayList<App>();
    var ids = new HashSet<String>();
    for (var app : readers) {
      var id = app.string("id");
      if (!ids.add(id)) {
        app.reject("id", "is there twice");
      }
      apps.add(new App(id, keys(app)));
    }
    return new OAuth(block.bool("required", false), lifetime, List.copyOf(apps));
  }

  private static Map<String, OAuth.Key> keys(SpecReader app) {
    var readers = app.objects("keys");
    if (readers.isEmpty()) {
      app.reject("keys", "has no item; nothing the app signs could be checked");
    }
    var keys = new HashMap<String, OAuth.Key>();
    for (var key : readers) {
      var id = key.string("kid");
      if (!key.string("kty").equals("RSA")) {
        key.reject("kty", "is not RSA");
      }
      for (var ignored : List.of("alg", "use")) {
        var _ = key.optionalString(ignored);
      }
      var modulus = key.optional("n", OAuthReader::number);
      var exponent = key.optional("e", OAuthReader::number);
      key.required("n", modulus);
      key.required("e", exponent);
      if (modulus.isPresent() && exponent.isPresent()) {
        try {
          keys.put(id, OAuth.Key.of(key(modulus.get(), exponent.get())));
        } catch (InvalidValue e) {
          key.rejectWhole("is " + e.reason());
        }
      }
    }
    return keys;
  }

  private static BigInteger number(String text) {
    try {
      return new BigInteger(1, Base64.getUrlDecoder().decode(text));
    } catch (IllegalArgumentException _) {
      throw new InvalidValue("number", "not Base64 in the alphabet for URLs");
    }
  }

  private static RSAPublicKey key(BigInteger modulus, BigInteger exponent) {
    if (modulus.bitLength() < LEAST_BITS || modulus.bitLength() > MOST_BITS) {
      throw new InvalidValue("n", "a key of less than 2048 or more than 8192 bits");
    }
    try {
      return (RSAPublicKey)
          KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
    } catch (GeneralSecurityException _) {
      throw new InvalidValue("n", "no RSA key");
    }
  }
}
