package dev.tributary.ingest.domain.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;

/** What apps sign. */
public final class Assertions {

  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private Assertions() {}

  /** A JWT with these claims, signed with RS256 whatever its header says. */
  public static String signed(KeyPair keys, String alg, String kid, String claims) {
    var header = "{\"alg\":\"%s\",\"kid\":\"%s\",\"typ\":\"JWT\"}".formatted(alg, kid);
    var signed = base64(header) + "." + base64(claims);
    try {
      var signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(keys.getPrivate());
      signature.update(signed.getBytes(UTF_8));
      return signed + "." + BASE64.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public static KeyPair keys() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String base64(String text) {
    return BASE64.encodeToString(text.getBytes(UTF_8));
  }
}
