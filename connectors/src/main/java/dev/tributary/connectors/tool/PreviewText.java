package dev.tributary.connectors.tool;

import dev.tributary.connectors.domain.preview.Preview;
import dev.tributary.connectors.domain.preview.Preview.Shown;
import dev.tributary.connectors.domain.request.Request;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/** A preview as text. */
final class PreviewText {

  private static final String HIDDEN = "***";

  private final StringBuilder out = new StringBuilder();

  private PreviewText() {}

  static String of(Preview preview) {
    var text = new PreviewText();
    text.write(preview);
    return text.out.toString();
  }

  private void write(Preview preview) {
    switch (preview) {
      case Preview.Unsent(var code, var message) ->
          out.append("Nothing would be sent: ")
              .append(code)
              .append(": ")
              .append(message)
              .append('\n');
      case Preview.Written(var payload) -> {
        payload(payload);
        out.append("\nIt would be a record, not a request.\n");
      }
      case Preview.Sent(var payload, var tokenFrom, var steps) -> {
        payload(payload);
        tokenFrom.ifPresent(
            url -> out.append("\nA token is asked for first, at ").append(url).append('\n'));
        for (var step : steps) {
          out.append('\n');
          if (steps.size() > 1) {
            out.append("Step ").append(step.step()).append(":\n");
          }
          write(step);
        }
      }
    }
  }

  private void payload(Json.Obj payload) {
    if (!payload.fields().isEmpty()) {
      out.append("Fields:\n").append(PrettyJson.of(payload)).append('\n');
    }
  }

  private void write(Shown shown) {
    switch (shown) {
      case Shown.Skipped(_, var when) ->
          out.append("Not for this event; only if ").append(when).append('\n');
      case Shown.Impossible(_, var reason) ->
          out.append("No request can be made: ").append(reason).append('\n');
      case Shown.Made(_, var request, var when) -> {
        when.ifPresent(condition -> out.append("Only if ").append(condition).append('\n'));
        write(request);
      }
    }
  }

  private void write(Request request) {
    out.append(request.method()).append(' ').append(request.url()).append('\n');
    request.headers().forEach(this::header);
    request
        .hiddenHeaders()
        .forEach((name, value) -> header(name, isPlaceholder(value) ? value : HIDDEN));
    var body = body(request);
    if (!body.isEmpty()) {
      out.append('\n').append(body.strip()).append('\n');
    }
  }

  private void header(String name, String value) {
    out.append(name).append(": ").append(value).append('\n');
  }

  /** No secret is ever in a request that is shown; what is signed or encoded would say nothing. */
  private static boolean isPlaceholder(String value) {
    return value.contains("~~") || value.contains("__");
  }

  private static String body(Request request) {
    var bytes = request.body().bytes();
    if ("gzip".equals(request.headers().get("Content-Encoding"))) {
      try (var gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
        bytes = gzip.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    var text = new String(bytes, StandardCharsets.UTF_8);
    try {
      return text.isEmpty() ? text : PrettyJson.of(JsonText.parse(text));
    } catch (InvalidValue _) {
      return text;
    }
  }
}
