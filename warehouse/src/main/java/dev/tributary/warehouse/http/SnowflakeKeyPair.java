package dev.tributary.warehouse.http;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Tokens by which Snowflake knows a user's key pair. Source, seen 2026-11-28:
 * docs.snowflake.com/en/developer-guide/sql-api/authenticating: issuer {@code
 * ACCOUNT.USER.SHA256:fingerprint of the public key}, subject {@code ACCOUNT.USER}, an hour at
 * most.
 */
public final class SnowflakeKeyPair implements Supplier<String> {

  private static final Duration LIFE = Duration.ofMinutes(55);

  private final String subject;
  private final KeyPair keys;
  private final InstantSource clock;

  /**
   * A user's keys.
   *
   * @param account the identifier without a region; in capitals, a period is a hyphen
   */
  public SnowflakeKeyPair(String account, String user, KeyPair keys, InstantSource clock) {
    this.subject =
        account.toUpperCase(Locale.ROOT).replace('.', '-') + "." + user.toUpperCase(Locale.ROOT);
    this.keys = keys;
    this.clock = clock;
  }

  @Override
  public String get() {
    var now = clock.instant();
    var claims = new LinkedHashMap<String, Object>();
    claims.put("iss", subject + "." + fingerprint());
    claims.put("sub", subject);
    claims.put("iat", now.getEpochSecond());
    claims.put("exp", now.plus(LIFE).getEpochSecond());
    return Rs256.sign(claims, keys.getPrivate());
  }

  private String fingerprint() {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(keys.getPublic().getEncoded());
      return "SHA256:" + Base64.getEncoder().encodeToString(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // Every JDK has it.
    }
  }
}
