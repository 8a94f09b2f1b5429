package dev.tributary.warehouse.parquet;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signature Version 4 in a header. Source: Amazon S3 API reference, "Authenticating Requests: Using
 * the Authorization Header", docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html,
 * whose four examples are this class's tests.
 */
record S3Signing(String region, S3Credentials credentials) {

  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final String MAC = "HmacSHA256";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /**
   * The headers of a signed request: those given, and what the signature needs.
   *
   * @param uri path and query encoded as they are sent
   * @param headers other than the host, which is not among what is returned
   */
  SortedMap<String, String> sign(
      String method, URI uri, SortedMap<String, String> headers, byte[] body, Instant now) {
    var time = TIME.format(now);
    var hash = hex(sha256(body));
    var sent = new TreeMap<>(headers);
    sent.put("x-amz-date", time);
    sent.put("x-amz-content-sha256", hash);
    if (!credentials.sessionToken().isEmpty()) {
      sent.put("x-amz-security-token", credentials.sessionToken());
    }
    var signed = new TreeMap<>(sent);
    signed.put("host", uri.getRawAuthority());
    var names = String.join(";", signed.keySet());
    var lines =
        signed.entrySet().stream()
            .map(header -> header.getKey() + ":" + header.getValue().strip() + "\n")
            .collect(Collectors.joining());
    var canonical = String.join("\n", method, uri.getRawPath(), query(uri), lines, names, hash);
    var scope = time.substring(0, 8) + "/" + region + "/s3/aws4_request";
    var toSign = String.join("\n", ALGORITHM, time, scope, hex(sha256(bytes(canonical))));
    sent.put(
        "authorization",
        "%s Credential=%s/%s,SignedHeaders=%s,Signature=%s"
            .formatted(
                ALGORITHM, credentials.accessKeyId(), scope, names, hex(mac(key(scope), toSign))));
    return sent;
  }

  private byte[] key(String scope) {
    var key = bytes("AWS4" + credentials.secretAccessKey());
    for (var part : scope.split("/", -1)) {
      key = mac(key, part);
    }
    return key;
  }

  private static String query(URI uri) {
    return uri.getRawQuery() == null
        ? ""
        : Arrays.stream(uri.getRawQuery().split("&", -1))
            .map(part -> part.contains("=") ? part : part + "=")
            .sorted()
            .collect(Collectors.joining("&"));
  }

  private static byte[] mac(byte[] key, String text) {
    try {
      var mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(key, MAC));
      return mac.doFinal(bytes(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // Every JDK has it.
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // Every JDK has it.
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
