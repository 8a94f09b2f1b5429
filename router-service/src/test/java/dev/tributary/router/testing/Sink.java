package dev.tributary.router.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A webhook's far end on this machine: keeps what it receives, and answers as it is told. */
public final class Sink implements AutoCloseable {

  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private volatile Behaviour behaviour = (request, exchange) -> answer(exchange, 200, "");

  private Sink(HttpServer server) {
    this.server = server;
  }

  /** One request, its headers by lower-case name. */
  public record Received(Map<String, String> headers, String body, long atNanos) {

    public String key() {
      return headers.getOrDefault("idempotency-key", "");
    }
  }

  /** What the sink does with a request it has read. */
  public interface Behaviour {

    void handle(Received request, HttpExchange exchange) throws IOException;
  }

  public static Sink start() {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      var server = HttpServer.create(address, 1_000);
      var sink = new Sink(server);
      server.setExecutor(sink.threads);
      server.createContext("/", sink::handle);
      server.start();
      return sink;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Sink behaving(Behaviour next) {
    behaviour = next;
    return this;
  }

  public static Behaviour answering(int status, String body) {
    return (_, exchange) -> answer(exchange, status, body);
  }

  public static void answer(HttpExchange exchange, int status, String body) throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
  }

  public List<Received> received() {
    return received;
  }

  public long distinctKeys() {
    return received.stream().map(Received::key).distinct().count();
  }

  private void handle(HttpExchange exchange) throws IOException {
    var headers = new TreeMap<String, String>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    var request = new Received(headers, body, System.nanoTime());
    received.add(request);
    behaviour.handle(request, exchange);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
