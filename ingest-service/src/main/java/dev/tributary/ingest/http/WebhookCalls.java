package dev.tributary.ingest.http;

import dev.tributary.ingest.domain.json.NestedFields;
import dev.tributary.ingest.domain.webhook.WebhookCall;
import dev.tributary.platform.domain.json.Json;
import io.vertx.core.http.HttpHeaders;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Makes what the domain knows as a call of an HTTP request and its body. */
final class WebhookCalls {

  private static final String FORM = "application/x-www-form-urlencoded";

  private WebhookCalls() {}

  static WebhookCall of(
      Caller caller, Optional<URI> publicUrl, String token, byte[] body, long now) {
    var request = caller.request();
    var headers = new HashMap<String, String>();
    request
        .headers()
        .forEach(
            each -> headers.putIfAbsent(each.getKey().toLowerCase(Locale.ROOT), each.getValue()));
    var origin =
        publicUrl.map(URI::toString).orElseGet(() -> caller.protocol() + "://" + caller.host());
    var type = request.getHeader(HttpHeaders.CONTENT_TYPE);
    boolean isForm =
        type != null && type.toLowerCase(Locale.ROOT).startsWith(FORM) && !isJson(body);
    return new WebhookCall(
        request.method().name(),
        origin + request.uri(),
        token,
        headers,
        Forms.parameters(request.query() == null ? "" : request.query()).orElse(Map.of()),
        isForm
            ? Forms.parameters(new String(body, StandardCharsets.UTF_8)).orElse(Map.of())
            : Map.of(),
        body,
        now);
  }

  /**
   * {@code data[merges][EMAIL]=x} is {@code {data: {merges: {EMAIL: "x"}}}}; all values are texts.
   */
  static Json formAsJson(Map<String, List<String>> form) {
    var fields = new NestedFields();
    form.forEach((name, values) -> fields.put(names(name), Json.of(values.getFirst())));
    return fields.json();
  }

  /** Some send JSON and say that it is a form, as curl does; no form begins so. */
  private static boolean isJson(byte[] body) {
    int at = 0;
    while (at < body.length && body[at] <= ' ' && body[at] >= 0) {
      at++;
    }
    return at < body.length && (body[at] == '{' || body[at] == '[');
  }

  private static List<String> names(String name) {
    return name.endsWith("]")
        ? List.of(name.substring(0, name.length() - 1).split("]?\\[", NestedFields.MOST_LEVELS))
        : List.of(name);
  }
}
