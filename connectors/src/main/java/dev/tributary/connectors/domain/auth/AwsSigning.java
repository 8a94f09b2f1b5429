package dev.tributary.connectors.domain.auth;

import dev.tributary.connectors.domain.definition.Auth.Scheme;
import dev.tributary.connectors.domain.definition.Percent;
import dev.tributary.connectors.domain.request.Request;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
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
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Signature Version 4. Source: AWS, "Create a signed AWS API request". In S3 the path is encoded
 * once, elsewhere twice, and the body's hash is a header.
 */
final class AwsSigning {

  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final String MAC = "HmacSHA256";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private AwsSigning() {}

  static Request sign(Scheme.Aws aws, Request request, Json.Obj document, Instant now) {
    var service = Signing.needed(aws.service(), document);
    var time = TIME.format(now);
    var scope =
        time.substring(0, 8)
            + "/"
            + Signing.needed(aws.region(), document)
            + "/"
            + service
            + "/aws4_request";
    var session = aws.sessionToken().flatMap(token -> token.fill(document));
    var dated = request.withHeader("X-Amz-Date", time);
    if (session.isPresent()) {
      dated = dated.withHidden("X-Amz-Security-Token", session.get());
    }
    var hash = hex(sha256(request.body().bytes()));
    if (service.equals("s3")) {
      dated = dated.withHeader("X-Amz-Content-Sha256", hash);
    }
    var headers = signedHeaders(dated);
    var names = String.join(";", headers.keySet());
    var canonical = canonical(dated, service.equals("s3"), headers, names, hash);
    var toSign = String.join("\n", ALGORITHM, time, scope, hex(sha256(ascii(canonical))));
    var key = key(Signing.needed(aws.secretAccessKey(), document), scope);
    var signature = hex(Signing.hmac(MAC, key, ascii(toSign)));
    return dated.withHidden(
        "Authorization",
        "%s Credential=%s/%s, SignedHeaders=%s, Signature=%s"
            .formatted(
                ALGORITHM, Signing.needed(aws.accessKeyId(), document), scope, names, signature));
  }

  private static String canonical(
      Request request, boolean once, Map<String, String> headers, String names, String hash) {
    var uri = uri(request.url());
    var path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    var lines =
        headers.entrySet().stream()
            .map(header -> header.getKey() + ":" + header.getValue() + "\n")
            .collect(Collectors.joining());
    return String.join(
        "\n",
        request.method(),
        once ? path : Percent.encode(path, "/"),
        query(uri),
        lines,
        names,
        hash);
  }

  private static Map<String, String> signedHeaders(Request request) {
    var headers = new TreeMap<String, String>();
    headers.put("host", uri(request.url()).getRawAuthority());
    request
        .headers()
        .forEach((name, value) ->
            headers.put(name.toLowerCase(Locale.ROOT), value.strip().replaceAll(" +", " ")));
    request
        .hiddenHeaders()
        .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value.strip()));
    return headers;
  }

  private static String query(URI uri) {
    return uri.getRawQuery() == null
        ? ""
        : Arrays.stream(uri.getRawQuery().split("&", -1))
            .map(part -> part.contains("=") ? part : part + "=")
            .sorted()
            .collect(Collectors.joining("&"));
  }

  private static byte[] key(String secret, String scope) {
    var key = ascii("AWS4" + secret);
    for (var part : scope.split("/", -1)) {
      key = Signing.hmac(MAC, key, ascii(part));
    }
    return key;
  }

  private static URI uri(String url) {
    try {
      return URI.create(url);
    } catch (IllegalArgumentException _) {
      throw new InvalidValue("url", "not a URL");
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }
}
