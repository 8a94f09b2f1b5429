package dev.tributary.router.domain.destination;

import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.domain.definition.SpecReader;
import dev.tributary.platform.domain.fql.Fql;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.router.domain.destination.EventRule.Matching;
import dev.tributary.router.domain.destination.EventRule.None;
import dev.tributary.router.domain.destination.EventRule.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the spec of a {@code Destination} and finds everything that is wrong with it by itself. */
public final class DestinationReader {

  private static final String CONNECTOR = "webhook";
  private static final int MAX_NAMES = 1_000;

  private DestinationReader() {}

  /** The destination, or each wrong path. Whether audiences and traits exist is not asked here. */
  public static Checked<Destination> read(String name, Json.Obj json) {
    var spec = SpecReader.of(json);
    var connector = spec.string("connector");
    if (!connector.isEmpty() && !connector.equals(CONNECTOR)) {
      spec.reject("connector", "is not a known connector; known: " + CONNECTOR);
    }
    var webhook = settings(spec.object("settings"));
    var events = spec.optionalObject("events").map(DestinationReader::events).orElseGet(None::new);
    var audiences = names(spec, "audiences");
    var traits = names(spec, "traits");
    if (!spec.has("events") && audiences.isEmpty() && traits.isEmpty()) {
      spec.rejectWhole("wants nothing: give events, audiences or traits");
    }
    return Checked.of(
        spec, () -> new Destination(name, webhook.orElseThrow(), events, audiences, traits));
  }

  private static Optional<WebhookSettings> settings(SpecReader settings) {
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
        .flatMap(DestinationReader::reference)
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
          .flatMap(DestinationReader::reference)
          .map(HeaderValue.Secret::new);
    }
    if (HeaderNames.carriesSecret(name)) {
      headers.reject(name, "carries a secret: give {env: NAME} or {file: /path}, never the secret");
      return Optional.empty();
    }
    return headers.optional(name, HeaderNames::value).map(HeaderValue.Plain::new);
  }

  private static EventRule events(SpecReader events) {
    var trigger = events.required("trigger", events.optional("trigger", Fql::parse));
    var shape = shape(events);
    return trigger.<EventRule>map(found -> new Matching(found, shape)).orElseGet(None::new);
  }

  private static Shape shape(SpecReader events) {
    return events
        .optionalJson("mapping")
        .flatMap(json -> MappingReader.read(events, json))
        .<Shape>map(Shape.Mapped::new)
        .orElseGet(Shape.Whole::new);
  }

  private static Set<String> names(SpecReader spec, String field) {
    var names = spec.strings(field);
    if (names.size() > MAX_NAMES) {
      spec.reject(field, "has more than " + MAX_NAMES + " names");
      return Set.of();
    }
    var distinct = Set.copyOf(names);
    if (distinct.size() < names.size()) {
      spec.reject(field, "names the same thing twice");
    }
    return distinct;
  }
}
