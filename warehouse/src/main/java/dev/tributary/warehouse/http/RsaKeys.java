package dev.tributary.warehouse.http;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;

/** Reads RSA keys. */
public final class RsaKeys {

  private RsaKeys() {}

  /**
   * The pair of a private key.
   *
   * @param pem PKCS#8, unencrypted: {@code -----BEGIN PRIVATE KEY-----}
   * @throws IllegalArgumentException if it is none; the message holds nothing of it
   */
  public static KeyPair ofPem(String pem) {
    try {
      var base64 = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
      var factory = KeyFactory.getInstance("RSA");
      var spec = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64));
      if (factory.generatePrivate(spec) instanceof RSAPrivateCrtKey key) {
        var known = new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent());
        return new KeyPair(factory.generatePublic(known), key);
      }
    } catch (GeneralSecurityException | IllegalArgumentException _) {
      // Said below, without a word of the secret.
    }
    throw new IllegalArgumentException("is no unencrypted RSA key in PKCS#8 (PEM)");
  }
}
