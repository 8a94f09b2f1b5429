package dev.tributary.router.domain.destination;

import dev.tributary.platform.domain.definition.SpecReader;
import dev.tributary.platform.domain.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the settings of the connector {@code webhook}. */
final class WebhookSettingsReader {

  private WebhookSettingsReader() {}

  /** The settings; empty where the address is wrong, each fault rejected under its own path. */
  static Optional<WebhookSettings> read(SpecReader settings) {
    var endpoint = settings.required("url", settings.optional("url", Endpoint::parse));
    var signing = signing(settings);
    var headers = headers(settings);
    return endpoint.map(found -> new WebhookSettings(found, signing, headers));
  }

  private static Signing signing(SpecReader settings) {
    var value = settings.optionalJson("secret");
    if (value.isPresent() && !(value.get() instanceof Json.Obj)) {
      settings.reject(
          "secret", "must be a reference, {env: NAME} or {file: /path}, never the secret");
      return new Signing.Unsigned();
    }
    return settings
        .optionalObject("secret")
        .flatMap(WebhookSettingsReader::reference)
        .<Signing>map(Signing.Signed::new)
        .orElseGet(Signing.Unsigned::new);
  }

  private static Optional<SecretReference> reference(SpecReader secret) {
    var env = secret.<SecretReference>optional("env", SecretReference.Env::new);
    var file = secret.<SecretReference>optional("file", SecretReference.File::new);
    if (secret.has("env") == secret.has("file")) {
      secret.rejectWhole("is not exactly one of {env: NAME} and {file: /path}");
    }
    return env.or(() -> file);
  }

  private static Map<String, HeaderValue> headers(SpecReader settings) {
    var headers = new LinkedHashMap<String, HeaderValue>();
    settings
        .optionalObject("headers")
        .ifPresent(reader ->
            reader
                .fieldNames()
                .forEach(
                    name -> header(reader, name).ifPresent(value -> headers.put(name, value))));
    return headers;
  }

  private static Optional<HeaderValue> header(SpecReader headers, String name) {
    var refusal = HeaderNames.refusal(name);
    if (refusal.isPresent()) {
      headers.reject(name, refusal.get());
      return Optional.empty();
    }
    if (headers.optionalJson(name).orElse(Json.Null.VALUE) instanceof Json.Obj) {
      return headers
          .optionalObject(name)
          .flatMap(WebhookSettingsReader::reference)
          .map(HeaderValue.Secret::new);
    }
    if (HeaderNames.carriesSecret(name)) {
      headers.reject(name, "carries a secret: give {env: NAME} or {file: /path}, never the secret");
      return Optional.empty();
    }
    return headers.optional(name, HeaderNames::value).map(HeaderValue.Plain::new);
  }
}
