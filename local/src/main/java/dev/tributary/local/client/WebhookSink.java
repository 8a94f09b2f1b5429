package dev.tributary.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tributary.local.domain.InvalidInput;
import dev.tributary.local.servers.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * A webhook's receiving end on loopback, for a newcomer to see what a destination gets. It counts
 * each delivery once, by its idempotency key, as a receiver should.
 */
public final class WebhookSink implements AutoCloseable {

  private static final int BACKLOG = 512;

  private static final int KEYS_REMEMBERED = 200_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final LongAdder delivered = new LongAdder();

  private final LongAdder audienceChanges = new LongAdder();

  private final LongAdder repeated = new LongAdder();

  private final Set<String> keys =
      Collections.newSetFromMap(
          Collections.synchronizedMap(
              new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                  return size() > KEYS_REMEMBERED;
                }
              }));

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  private final HttpServer server;

  private final Consumer<JsonNode> observer;

  private WebhookSink(HttpServer server, Consumer<JsonNode> observer) {
    this.server = server;
    this.observer = observer;
  }

  /**
   * Listens until closed.
   *
   * @param port where, 0 for a free one
   * @param observer is shown the body of every delivery
   */
  public static WebhookSink start(int port, Consumer<JsonNode> observer) {
    try {
      var address = new InetSocketAddress(InetAddress.ofLiteral(Ports.LOOPBACK), port);
      var server = HttpServer.create(address, BACKLOG);
      var sink = new WebhookSink(server, observer);
      server.createContext("/", sink::take);
      server.setExecutor(sink.executor);
      server.start();
      return sink;
    } catch (IOException e) {
      throw new InvalidInput(
          "The sink cannot listen on port %d (%s): choose another with --port"
              .formatted(port, e.getMessage()));
    }
  }

  /** Where to point a destination. */
  public String url() {
    return "http://" + Ports.LOOPBACK + ":" + server.getAddress().getPort() + "/hook";
  }

  /** Deliveries so far, each counted once. */
  public long delivered() {
    return delivered.sum();
  }

  /** How many of them say that somebody entered or left an audience. */
  public long audienceChanges() {
    return audienceChanges.sum();
  }

  /** Deliveries that came again under a key seen before. */
  public long repeated() {
    return repeated.sum();
  }

  @Override
  public void close() {
    server.stop(0);
    executor.close();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = JSON.readTree(exchange.getRequestBody().readAllBytes());
      var key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
      if (key != null && !keys.add(key)) {
        repeated.increment();
      } else {
        delivered.increment();
        if (body.path("event").asText().startsWith("Audience ")) {
          audienceChanges.increment();
        }
      }
      observer.accept(body);
      exchange.sendResponseHeaders(200, -1);
    }
  }
}
