package dev.tributary.acceptance.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A tool downstream: takes webhooks on loopback and remembers each by its idempotency key, as a
 * receiver should. A body that comes again under its key must be the same body.
 */
public final class WebhookSink implements AutoCloseable {

  /** What came under one idempotency key. */
  public record Delivery(String key, JsonNode body, boolean signed) {

    /** The text at a path such as {@code properties.revenue}; empty where there is none. */
    public String text(String path) {
      return body.at("/" + path.replace('.', '/')).asText("");
    }
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final SecretKeySpec secret;
  private final Map<String, Delivery> byKey = Collections.synchronizedMap(new LinkedHashMap<>());
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger contradictions = new AtomicInteger();

  public WebhookSink(String secret) throws IOException {
    this.secret = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    this.server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
    server.createContext("/hook", this::take);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
  }

  /** Everything that came and fits, once for each key, in the order in which it came. */
  public List<Delivery> deliveries(Predicate<Delivery> fits) {
    synchronized (byKey) {
      return byKey.values().stream().filter(fits).toList();
    }
  }

  /** How many different keys came. */
  public int size() {
    return byKey.size();
  }

  /** How many requests came, repeated ones included. */
  public int requests() {
    return requests.get();
  }

  /** How many times a key came with a body other than its first. */
  public int contradictions() {
    return contradictions.get();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      var bytes = exchange.getRequestBody().readAllBytes();
      var key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
      var signature = exchange.getRequestHeaders().getFirst("X-Signature");
      requests.incrementAndGet();
      if (key == null) {
        exchange.sendResponseHeaders(400, -1);
        return;
      }
      var delivery = new Delivery(key, JSON.readTree(bytes), sign(bytes).equals(signature));
      var first = byKey.putIfAbsent(key, delivery);
      if (first != null && !first.body().equals(delivery.body())) {
        contradictions.incrementAndGet();
      }
      exchange.sendResponseHeaders(200, -1);
    }
  }

  private String sign(byte[] body) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(secret);
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no HmacSHA256", e);
    }
  }
}
