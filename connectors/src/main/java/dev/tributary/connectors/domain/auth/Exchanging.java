package dev.tributary.connectors.domain.auth;

import dev.tributary.connectors.domain.definition.Auth;
import dev.tributary.connectors.domain.definition.TextTemplate;
import dev.tributary.connectors.domain.request.Body;
import dev.tributary.connectors.domain.request.Request;
import dev.tributary.connectors.domain.request.RequestMaker;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.domain.json.JsonReader;
import dev.tributary.platform.domain.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes the requests that exchange credentials for a token. */
public final class Exchanging {

  private static final String GOOGLE_TOKENS = "https://oauth2.googleapis.com/token";
  private static final String JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";
  private static final int HOUR = 3_600;
  private static final int MAX_JWT = 16 * 1024;

  private Exchanging() {}

  /**
   * An exchange by RFC 6749.
   *
   * @throws InvalidValue if a setting is missing
   */
  public static Request oauth(Auth.Exchange exchange, Json.Obj document) {
    var parameters = new LinkedHashMap<String, String>();
    exchange
        .parameters()
        .forEach(
            (name, value) -> value.fill(document).ifPresent(text -> parameters.put(name, text)));
    var url = needed(exchange.url(), document, "tokenUrl");
    var request =
        exchange.post()
            ? posted(url, parameters)
            : new Request(
                "GET",
                RequestMaker.withQuery(url, parameters),
                Map.of("Accept", "application/json"),
                Map.of(),
                Body.EMPTY);
    return exchange.basic()
        ? request.withHidden(
            "Authorization",
            Signing.basic(
                needed(exchange.clientId(), document, "clientId"),
                needed(exchange.clientSecret(), document, "clientSecret")))
        : request;
  }

  /**
   * An assertion by RFC 7523, as Google's service accounts make it.
   *
   * @throws InvalidValue if the key is none
   */
  public static Request google(Auth.Scheme.Google google, Json.Obj document, Instant now) {
    var key = key(needed(google.serviceAccount(), document, "serviceAccount"));
    var url = text(key, "token_uri", GOOGLE_TOKENS);
    var claims = new LinkedHashMap<String, Json>();
    claims.put("iss", Json.of(text(key, "client_email", "")));
    claims.put("scope", Json.of(String.join(" ", google.scopes())));
    claims.put("aud", Json.of(url));
    claims.put("iat", Json.of(now.getEpochSecond()));
    claims.put("exp", Json.of(now.getEpochSecond() + HOUR));
    var head = new LinkedHashMap<String, Json>();
    head.put("alg", Json.of("RS256"));
    head.put("typ", Json.of("JWT"));
    head.put("kid", Json.of(text(key, "private_key_id", "")));
    var signed = part(new Json.Obj(head)) + "." + part(new Json.Obj(claims));
    var assertion = signed + "." + rs256(text(key, "private_key", ""), signed);
    var parameters = new LinkedHashMap<String, String>();
    parameters.put("grant_type", JWT_BEARER);
    parameters.put("assertion", assertion);
    return posted(url, parameters);
  }

  private static Request posted(String url, Map<String, String> parameters) {
    var headers = new LinkedHashMap<String, String>();
    headers.put("Content-Type", "application/x-www-form-urlencoded");
    headers.put("Accept", "application/json");
    return new Request("POST", url, headers, Map.of(), RequestMaker.form(parameters));
  }

  private static Json.Obj key(String text) {
    try {
      if (JsonReader.read(text) instanceof Json.Obj key) {
        return key;
      }
    } catch (InvalidValue _) {
      // Said below, without a word of the secret.
    }
    throw new InvalidValue("serviceAccount", "not the JSON of a service account's key");
  }

  private static String rs256(String pem, String text) {
    try {
      var base64 = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
      var spec = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64));
      var signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(KeyFactory.getInstance("RSA").generatePrivate(spec));
      signature.update(text.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    } catch (GeneralSecurityException | IllegalArgumentException _) {
      throw new InvalidValue("serviceAccount", "without a private key that can sign");
    }
  }

  private static String part(Json.Obj json) {
    var bytes = JsonWriter.write(json, MAX_JWT).getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String text(Json.Obj json, String field, String otherwise) {
    return json.field(field).orElse(Json.Null.VALUE) instanceof Json.Str(var text)
        ? text
        : otherwise;
  }

  private static String needed(TextTemplate template, Json.Obj document, String name) {
    return template.fill(document).orElseThrow(() -> new InvalidValue(name, "missing"));
  }
}
