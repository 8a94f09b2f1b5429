package dev.tributary.router.domain.destination;

import dev.tributary.platform.domain.definition.SpecReader;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.domain.secret.SecretReference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads headers that a user adds to requests, and references to secrets. */
final class HeadersReader {

  private HeadersReader() {}

  /** The headers that are right; each fault is rejected under its own path. */
  static Map<String, HeaderValue> read(SpecReader headers) {
    var values = new LinkedHashMap<String, HeaderValue>();
    headers
        .fieldNames()
        .forEach(name -> header(headers, name).ifPresent(value -> values.put(name, value)));
    return values;
  }

  /** A reference to a secret; a fault is rejected. */
  static Optional<SecretReference> reference(SpecReader secret) {
    var env = secret.<SecretReference>optional("env", SecretReference.Env::new);
    var file = secret.<SecretReference>optional("file", SecretReference.File::new);
    if (secret.has("env") == secret.has("file")) {
      secret.rejectWhole("is not exactly one of {env: NAME} and {file: /path}");
    }
    return env.or(() -> file);
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
          .flatMap(HeadersReader::reference)
          .map(HeaderValue.Secret::new);
    }
    if (HeaderNames.carriesSecret(name)) {
      headers.reject(name, "carries a secret: give {env: NAME} or {file: /path}, never the secret");
      return Optional.empty();
    }
    return headers.optional(name, HeaderNames::value).map(HeaderValue.Plain::new);
  }
}
