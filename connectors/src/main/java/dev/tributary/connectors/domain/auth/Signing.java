package dev.tributary.connectors.domain.auth;

import dev.tributary.connectors.domain.definition.Auth;
import dev.tributary.connectors.domain.definition.Auth.Scheme;
import dev.tributary.connectors.domain.definition.TextTemplate;
import dev.tributary.connectors.domain.request.Request;
import dev.tributary.connectors.domain.request.RequestMaker;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Puts onto a request what proves who sends it. */
public final class Signing {

  private Signing() {}

  /**
   * The request signed.
   *
   * @param document with {@code settings}
   * @param token what an exchange gave, for the schemes that need one
   * @throws InvalidValue if a setting is missing, never with its value
   */
  public static Request sign(
      Auth auth, Request request, Json.Obj document, Instant now, Optional<Token> token) {
    var result =
        switch (auth.scheme()) {
          case Scheme.None _ -> request;
          case Scheme.Bearer(var value) ->
              request.withHidden("Authorization", "Bearer " + needed(value, document));
          case Scheme.Basic(var username, var password) ->
              request.withHidden(
                  "Authorization",
                  basic(username.fill(document).orElse(""), password.fill(document).orElse("")));
          case Scheme.Header(var name, var value) ->
              request.withHidden(name, needed(value, document));
          case Scheme.Query(var name, var value) ->
              request.at(
                  RequestMaker.withQuery(request.url(), Map.of(name, needed(value, document))));
          case Scheme.OAuth2(_, _, var header) -> withToken(request, header, document, token);
          case Scheme.Google _ ->
              request.withHidden("Authorization", "Bearer " + needed(token).value());
          case Scheme.Aws aws -> AwsSigning.sign(aws, request, document, now);
          case Scheme.Wsse(var username, var secret) ->
              request.withHidden(
                  "X-WSSE",
                  wsse(needed(username, document), needed(secret, document), request, now));
        };
    for (var hmac : auth.hmacs()) {
      result = signed(hmac, result, document, now);
    }
    return result;
  }

  /** The value of {@code Authorization} by RFC 7617. */
  static String basic(String username, String password) {
    var both = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(both);
  }

  static byte[] hmac(String algorithm, byte[] key, byte[] text) {
    return mac(algorithm, key).doFinal(text);
  }

  private static Mac mac(String algorithm, byte[] key) {
    try {
      var mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, algorithm));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every JDK has these
    }
  }

  static String needed(TextTemplate template, Json.Obj document) {
    return template
        .fill(document)
        .orElseThrow(() -> new InvalidValue("auth", "without a setting that it needs"));
  }

  private static Token needed(Optional<Token> token) {
    return token.orElseThrow(() -> new InvalidValue("auth", "without a token"));
  }

  private static Request withToken(
      Request request, Scheme.Header header, Json.Obj document, Optional<Token> token) {
    var found = needed(token);
    var value = header.value().fill(document.with("token", Json.of(found.value())));
    return request.withHidden(header.name(), value.orElse(""));
  }

  /** A secret that is not set leaves the request unsigned, for then its user wants none. */
  private static Request signed(Auth.Hmac hmac, Request request, Json.Obj document, Instant now) {
    var secret = hmac.secret().fill(document);
    if (secret.isEmpty()) {
      return request;
    }
    var seconds = Long.toString(now.getEpochSecond());
    var key = secret.get().getBytes(StandardCharsets.UTF_8);
    var mac = mac(hmac.algorithm(), key);
    feed(mac, hmac, request, seconds);
    var bytes = mac.doFinal();
    var text =
        hmac.base64() ? Base64.getEncoder().encodeToString(bytes) : HexFormat.of().formatHex(bytes);
    var result = request.withHidden(hmac.header(), hmac.prefix() + text);
    return hmac.timestamp().map(name -> result.withHeader(name, seconds)).orElse(result);
  }

  /** What is signed: the bytes of the body as they are, and text around them. */
  private static void feed(Mac mac, Auth.Hmac hmac, Request request, String seconds) {
    for (var part : hmac.signs().parts()) {
      switch (part) {
        case TextTemplate.Part.Words(var words) ->
            mac.update(words.getBytes(StandardCharsets.UTF_8));
        case TextTemplate.Part.Place(var root, _, _) -> {
          switch (root) {
            case "body" -> mac.update(request.body().bytes());
            case "timestamp" -> mac.update(seconds.getBytes(StandardCharsets.US_ASCII));
            default -> mac.update(request.url().getBytes(StandardCharsets.UTF_8));
          }
        }
      }
    }
  }

  /** UsernameToken: a digest of nonce, time and secret; the nonce of what is sent and when. */
  private static String wsse(String username, String secret, Request request, Instant now) {
    try {
      var created = now.truncatedTo(ChronoUnit.SECONDS).toString();
      var md5 = MessageDigest.getInstance("MD5");
      md5.update(now.toString().getBytes(StandardCharsets.US_ASCII));
      var nonce = HexFormat.of().formatHex(md5.digest(request.body().bytes()));
      var sha1 = MessageDigest.getInstance("SHA-1");
      var text = (nonce + created + secret).getBytes(StandardCharsets.UTF_8);
      var hex = HexFormat.of().formatHex(sha1.digest(text));
      var digest = Base64.getEncoder().encodeToString(hex.getBytes(StandardCharsets.US_ASCII));
      return "UsernameToken Username=\"%s\", PasswordDigest=\"%s\", Nonce=\"%s\", Created=\"%s\""
          .formatted(username, digest, nonce, created);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
