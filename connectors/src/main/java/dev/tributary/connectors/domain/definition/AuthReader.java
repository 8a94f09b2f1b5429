package dev.tributary.connectors.domain.definition;

import dev.tributary.connectors.domain.definition.Auth.Scheme;
import dev.tributary.platform.domain.definition.SpecReader;
import dev.tributary.platform.domain.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the block {@code auth}. */
final class AuthReader {

  private static final List<String> SCHEMES =
      List.of("bearer", "basic", "header", "query", "oauth2", "aws", "google", "wsse");
  private static final TextTemplate BEARER = TextTemplate.parse("Bearer {{token}}");

  private AuthReader() {}

  static Auth read(SpecReader connector) {
    return connector
        .optionalObject("auth")
        .map(auth -> new Auth(scheme(auth), hmacs(auth)))
        .orElse(Auth.NONE);
  }

  private static Scheme scheme(SpecReader auth) {
    var given = SCHEMES.stream().filter(auth::has).toList();
    if (given.size() > 1) {
      auth.rejectWhole("has more than one of " + String.join(", ", given));
    }
    if (given.isEmpty()) {
      return new Scheme.None();
    }
    var name = given.getFirst();
    return name.equals("bearer")
        ? new Scheme.Bearer(Readings.needed(auth, name))
        : scheme(name, auth.object(name));
  }

  private static Scheme scheme(String name, SpecReader reader) {
    return switch (name) {
      case "basic" ->
          new Scheme.Basic(
              Readings.needed(reader, "username"), Readings.needed(reader, "password"));
      case "header" -> new Scheme.Header(reader.string("name"), Readings.needed(reader, "value"));
      case "query" -> new Scheme.Query(reader.string("name"), Readings.needed(reader, "value"));
      case "oauth2" -> oauth(reader);
      case "aws" ->
          new Scheme.Aws(
              Readings.needed(reader, "service"),
              Readings.needed(reader, "region"),
              Readings.needed(reader, "accessKeyId"),
              Readings.needed(reader, "secretAccessKey"),
              Readings.template(reader, "sessionToken"));
      case "google" ->
          new Scheme.Google(Readings.needed(reader, "serviceAccount"), reader.strings("scopes"));
      default ->
          new Scheme.Wsse(Readings.needed(reader, "username"), Readings.needed(reader, "secret"));
    };
  }

  private static Scheme oauth(SpecReader reader) {
    var header =
        reader
            .optionalObject("header")
            .map(given -> new Scheme.Header(given.string("name"), Readings.needed(given, "value")))
            .orElseGet(() -> new Scheme.Header("Authorization", BEARER));
    return new Scheme.OAuth2(exchange(reader), reader.optionalString("base"), header);
  }

  private static Auth.Exchange exchange(SpecReader reader) {
    var grant = reader.string("grant");
    if (!Set.of("client_credentials", "refresh_token", "").contains(grant)) {
      reader.reject("grant", "is neither client_credentials nor refresh_token");
    }
    var clientId = Readings.needed(reader, "clientId");
    var clientSecret = Readings.needed(reader, "clientSecret");
    var style =
        Readings.choice(reader, "style", Map.of("body", "body", "basic", "basic", "query", "query"))
            .orElse("body");
    var method = reader.optionalString("method").orElse("POST");
    if (!Set.of("GET", "POST").contains(method)) {
      reader.reject("method", "is neither GET nor POST");
    }
    var parameters = new LinkedHashMap<String, TextTemplate>();
    parameters.put("grant_type", TextTemplate.parse(grant));
    if (!style.equals("basic")) {
      parameters.put("client_id", clientId);
      parameters.put("client_secret", clientSecret);
    }
    if (grant.equals("refresh_token")) {
      parameters.put("refresh_token", Readings.needed(reader, "refreshToken"));
    }
    Readings.template(reader, "scope").ifPresent(scope -> parameters.put("scope", scope));
    parameters.putAll(Readings.templates(reader, "extra"));
    return new Auth.Exchange(
        Readings.needed(reader, "tokenUrl"),
        parameters,
        method.equals("POST") && !style.equals("query"),
        style.equals("basic"),
        clientId,
        clientSecret);
  }

  /** One signature, or a list of several. */
  private static List<Auth.Hmac> hmacs(SpecReader auth) {
    return auth.optionalJson("hmac").orElse(Json.Null.VALUE) instanceof Json.Arr
        ? auth.objects("hmac").stream().map(AuthReader::hmac).toList()
        : auth.optionalObject("hmac").map(AuthReader::hmac).stream().toList();
  }

  private static Auth.Hmac hmac(SpecReader reader) {
    var algorithms = Map.of("sha1", "HmacSHA1", "sha256", "HmacSHA256", "sha512", "HmacSHA512");
    var encoding = Readings.choice(reader, "encoding", Map.of("hex", "hex", "base64", "base64"));
    Optional<TextTemplate> signs = Readings.template(reader, "signs");
    return new Auth.Hmac(
        reader.string("header"),
        Readings.needed(reader, "secret"),
        Readings.choice(reader, "algorithm", algorithms).orElse("HmacSHA256"),
        encoding.orElse("hex").equals("base64"),
        reader.optionalString("prefix").orElse(""),
        signs.orElseGet(() -> TextTemplate.parse("{{body}}")),
        reader.optionalString("timestamp"));
  }
}
