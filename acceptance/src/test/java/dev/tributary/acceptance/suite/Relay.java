package dev.tributary.acceptance.suite;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * What stands between clients and ingest, as a shop's own web server does: it serves the shop's
 * pages and passes everything else on, {@code Host} included, so that ingest is at the pages' own
 * origin. It remembers what it passed on, and has mishaps when a story asks for them.
 */
public final class Relay implements AutoCloseable {

  /**
   * A request that came.
   *
   * @param retryCount the client's own header {@code X-Retry-Count}; empty where it sent none
   * @param status of the answer that the client got
   * @param atNanos when it was answered, by {@link System#nanoTime}
   */
  public record Passage(String method, String path, String retryCount, int status, long atNanos) {}

  private sealed interface Mishap {

    /** Not passed on, but answered. */
    record Refused(int status, Map<String, List<String>> headers) implements Mishap {}

    /** Passed on and taken, which the client is not told: it hears 503. */
    record AnswerLost() implements Mishap {}
  }

  /** What each connection has for itself, and what the HTTP client and server write themselves. */
  private static final Set<String> OWN =
      Set.of(
          "connection",
          "content-length",
          "date",
          "expect",
          "http2-settings",
          "keep-alive",
          "transfer-encoding",
          "upgrade");

  private static final Map<String, List<String>> HTML =
      Map.of("Content-Type", List.of("text/html; charset=utf-8"));

  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final String target;
  private final Map<String, String> pages = new ConcurrentHashMap<>();
  private final Queue<Mishap> mishaps = new ConcurrentLinkedQueue<>();
  private final List<Passage> passages = new CopyOnWriteArrayList<>();

  public Relay(int ingestPort) throws IOException {
    target = "http://127.0.0.1:" + ingestPort;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    server.createContext("/", this::pass);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  public String address() {
    return address("127.0.0.1");
  }

  /** Where it is found under another name of this machine. */
  public String address(String host) {
    return "http://" + host + ":" + server.getAddress().getPort();
  }

  /** Serves a page of the shop, which is not passed on but remembered as what is. */
  public void page(String path, String html) {
    pages.put(path, html);
  }

  /** Answers the next POST itself, once. */
  public void refuseNext(int status, Map<String, List<String>> headers) {
    mishaps.add(new Mishap.Refused(status, Map.copyOf(headers)));
  }

  /** Passes the next POST on, but then says 503 whatever the answer was, once. */
  public void loseNextAnswer() {
    mishaps.add(new Mishap.AnswerLost());
  }

  /** Whether a path was asked for. */
  public boolean passed(String path) {
    return passages.stream().anyMatch(passage -> passage.path().equals(path));
  }

  /** The POSTs that came, in the order in which they were answered. */
  public List<Passage> posts() {
    return passages.stream().filter(passage -> passage.method().equals("POST")).toList();
  }

  @Override
  public void close() {
    server.stop(0);
    client.close();
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = exchange.getRequestBody().readAllBytes();
      var page = pages.get(exchange.getRequestURI().getPath());
      if (page != null) {
        answer(exchange, 200, HTML, page.getBytes(StandardCharsets.UTF_8));
        return;
      }
      var mishap = exchange.getRequestMethod().equals("POST") ? mishaps.poll() : null;
      switch (mishap) {
        case null -> {
          var answer = ask(exchange, body);
          answer(exchange, answer.statusCode(), answer.headers().map(), answer.body());
        }
        case Mishap.Refused(int status, var headers) ->
            answer(exchange, status, headers, new byte[0]);
        case Mishap.AnswerLost _ ->
            answer(exchange, 503, ask(exchange, body).headers().map(), new byte[0]);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpResponse<byte[]> ask(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(target + exchange.getRequestURI()))
            .version(HttpClient.Version.HTTP_1_1)
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> {
          if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
            values.forEach(value -> request.header(name, value));
          }
        });
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private void answer(
      HttpExchange exchange, int status, Map<String, List<String>> headers, byte[] body)
      throws IOException {
    var retryCount = exchange.getRequestHeaders().getFirst("X-Retry-Count");
    passages.add(
        new Passage(
            exchange.getRequestMethod(),
            exchange.getRequestURI().getPath(),
            retryCount == null ? "" : retryCount,
            status,
            System.nanoTime()));
    write(exchange, status, headers, body);
  }

  private static void write(
      HttpExchange exchange, int status, Map<String, List<String>> headers, byte[] body)
      throws IOException {
    headers.forEach((name, values) -> {
      if (!OWN.contains(name.toLowerCase(Locale.ROOT)) && !name.startsWith(":")) {
        exchange.getResponseHeaders().put(name, values);
      }
    });
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }
}
