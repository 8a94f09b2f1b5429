package dev.tributary.warehouse.http;

import dev.tributary.warehouse.domain.value.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import java.util.Map;

/** JSON Web Tokens signed by RSA and SHA-256. Source: RFC 7515, RFC 7519. */
final class Rs256 {

  private Rs256() {}

  static String sign(Map<String, Object> claims, PrivateKey key) {
    var text = part(Json.text(Map.of("alg", "RS256"))) + "." + part(Json.text(claims));
    try {
      var signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update(text.getBytes(StandardCharsets.US_ASCII));
      return text + "." + part(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the private key is not an RSA key", e);
    }
  }

  private static String part(String text) {
    return part(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String part(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
