package dev.tributary.warehouse.http;

import dev.tributary.warehouse.domain.load.Failure;
import dev.tributary.warehouse.json.JsonReading;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Requests and answers, over a client that the caller keeps. */
final class HttpExchange {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final HttpClient client;

  HttpExchange(HttpClient client) {
    this.client = client;
  }

  /**
   * An answer.
   *
   * @param headers the first of each name, which may be asked for in any case
   */
  record Answer(int status, Map<String, String> headers, String body) {

    Map<String, @Nullable Object> json() throws IOException {
      return JsonReading.object(body.getBytes(StandardCharsets.UTF_8));
    }

    /** What the status says of a failure that the warehouse does not explain. */
    Failure failure() {
      return switch (status) {
        case 413 -> Failure.ROWS;
        case 403 -> Failure.DENIED;
        case 400, 404, 405, 422 -> Failure.OTHER;
        default -> Failure.AWAY;
      };
    }
  }

  Answer get(URI uri, Map<String, String> headers) throws IOException {
    return send(HttpRequest.newBuilder(uri).GET(), headers);
  }

  Answer post(URI uri, Map<String, String> headers, String body) throws IOException {
    return send(
        HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(body, StandardCharsets.UTF_8)),
        headers);
  }

  private Answer send(HttpRequest.Builder request, Map<String, String> headers) throws IOException {
    headers.forEach(request::header);
    try {
      var answer =
          client.send(
              request.timeout(PATIENCE).build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
      var first = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
      answer.headers().map().forEach((name, values) -> first.put(name, values.getFirst()));
      return new Answer(answer.statusCode(), first, answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
