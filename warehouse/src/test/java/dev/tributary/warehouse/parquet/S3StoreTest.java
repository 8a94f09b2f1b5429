package dev.tributary.warehouse.parquet;

import static dev.tributary.warehouse.testing.Events.track;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tributary.warehouse.domain.Batch;
import dev.tributary.warehouse.domain.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Against a server that speaks as much of S3 as is used, two keys a page, and checks signatures.
 */
class S3StoreTest {

  private static final S3Credentials CREDENTIALS = new S3Credentials("key", "secret", "token");
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final int PAGE = 2;

  @TempDir Path directory;

  private final Map<String, byte[]> objects = new ConcurrentSkipListMap<>();
  private volatile int status = 200;
  private HttpServer server;
  private HttpClient client;
  private S3Store store;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    client = HttpClient.newHttpClient();
    var bucket = "http://127.0.0.1:" + server.getAddress().getPort() + "/lake";
    store =
        new S3Store(
            client,
            URI.create(bucket),
            "eu-central-1",
            () -> CREDENTIALS,
            InstantSource.fixed(NOW));
  }

  @AfterEach
  void stop() {
    client.close();
    server.stop(0);
  }

  @Test
  void putsGetsAndListsOverAnyNumberOfPages() throws IOException {
    // Given
    var file = Files.writeString(directory.resolve("x"), "bytes");

    // When
    for (int hour = 10; hour < 15; hour++) {
      store.put("shop/tracks/date=2026-03-01/hour=" + hour + "/a b~*.parquet", file);
    }

    // Then
    assertThat(store.list("shop/tracks/"))
        .hasSize(5)
        .contains("shop/tracks/date=2026-03-01/hour=14/a b~*.parquet");
    assertThat(store.list("shop/pages/")).isEmpty();
    assertThat(store.get("shop/tracks/date=2026-03-01/hour=10/a b~*.parquet"))
        .hasValueSatisfying(bytes -> assertThat(bytes).asString().isEqualTo("bytes"));
    assertThat(store.get("shop/nothing")).isEmpty();
  }

  @Test
  void loadsALakeAndWaitsWhileTheStoreIsAway() {
    // Given
    var warehouse = ParquetWarehouses.in(store);
    var batch = new Batch("shop", List.of(track("m1", "Signed Up", Map.of("a", 1))));
    status = 503;

    // When
    var away = warehouse.load(batch);
    status = 200;
    var back = warehouse.load(batch);
    var again =
        warehouse.load(
            new Batch(
                "shop",
                List.of(
                    track("m1", "Signed Up", Map.of("a", 1)),
                    track("m2", "Signed Up", Map.of("a", "x")))));

    // Then
    assertThat(away).containsExactly(new Outcome.Retry("files: IOException"));
    assertThat(back).containsExactly(new Outcome.Stored());
    assertThat(again).containsExactly(new Outcome.Stored(), new Outcome.Stored());
    assertThat(objects.keySet()).filteredOn(key -> key.endsWith(".parquet")).hasSize(4);
  }

  @Test
  void saysNothingOfTheAnswerWhenItIsRefused() {
    // Given
    status = 403;

    // When, Then
    assertThatThrownBy(() -> store.get("shop/x"))
        .isInstanceOf(IOException.class)
        .hasMessage("S3 answers 403");
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = exchange.getRequestBody().readAllBytes();
      if (status != 200 || !isSigned(exchange, body)) {
        exchange.sendResponseHeaders(status == 200 ? 403 : status, -1);
        return;
      }
      var key = exchange.getRequestURI().getPath().replaceFirst("^/lake/?", "");
      var answer =
          switch (exchange.getRequestMethod() + (key.isEmpty() ? " bucket" : "")) {
            case "PUT" -> {
              objects.put(key, body);
              yield new byte[0];
            }
            case "GET" -> objects.get(key);
            case "GET bucket" -> page(exchange.getRequestURI().getRawQuery());
            default -> null;
          };
      exchange.sendResponseHeaders(
          answer == null ? 404 : 200, answer == null || answer.length == 0 ? -1 : answer.length);
      if (answer != null && answer.length > 0) {
        exchange.getResponseBody().write(answer);
      }
    }
  }

  private static boolean isSigned(HttpExchange exchange, byte[] body) {
    var headers = exchange.getRequestHeaders();
    var uri = URI.create("http://" + headers.getFirst("Host") + exchange.getRequestURI());
    var expected =
        new S3Signing("eu-central-1", CREDENTIALS)
            .sign(exchange.getRequestMethod(), uri, new TreeMap<>(), body, NOW);
    return expected.entrySet().stream()
        .allMatch(header -> header.getValue().equals(headers.getFirst(header.getKey())));
  }

  private byte[] page(String query) {
    var parameters = new TreeMap<String, String>();
    for (var part : query.split("&", -1)) {
      var pair = part.split("=", 2);
      parameters.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
    }
    var after = parameters.getOrDefault("continuation-token", "");
    var keys =
        objects.keySet().stream()
            .filter(key -> key.startsWith(parameters.get("prefix")) && key.compareTo(after) > 0)
            .toList();
    var page = keys.stream().limit(PAGE).toList();
    var contents =
        page.stream()
            .map(key -> "<Contents><Key>" + key + "</Key></Contents>")
            .collect(Collectors.joining());
    var more =
        keys.size() > PAGE
            ? "<NextContinuationToken>" + page.getLast() + "</NextContinuationToken>"
            : "";
    return ("<?xml version=\"1.0\"?><ListBucketResult>" + contents + more + "</ListBucketResult>")
        .getBytes(StandardCharsets.UTF_8);
  }
}
