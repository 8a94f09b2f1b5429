package dev.tributary.router.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tributary.connectors.domain.request.Draft;
import dev.tributary.connectors.library.ConnectorLibrary;
import dev.tributary.platform.domain.Unavailable;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import dev.tributary.router.domain.delivery.Turns;
import dev.tributary.router.domain.delivery.Verdict;
import dev.tributary.router.testing.OwnTurns;
import dev.tributary.router.testing.Sink;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Warehouses that are spoken to over HTTP, in their vendors' place a server of the tests. */
class WarehouseCourierTest {

  private static String pem = "";

  private Sink far;

  @BeforeAll
  static void makeKey() throws Exception {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    var key = generator.generateKeyPair().getPrivate().getEncoded();
    pem =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(key)
            + "\n-----END PRIVATE KEY-----\n";
  }

  @BeforeEach
  void open() {
    far = Sink.start();
  }

  @AfterEach
  void close() {
    far.close();
  }

  @Test
  void loadsIntoBigQueryWithATokenOfTheServiceAccount() {
    // Given
    far.behaving((request, exchange) ->
        Sink.answer(
            exchange,
            200,
            exchange.getRequestURI().getPath().equals("/token")
                ? "{\"access_token\": \"t-1\"}"
                : "{\"jobComplete\": true, \"jobReference\": {\"jobId\": \"j1\"}}"));
    var key =
        Json.object("client_email", Json.of("loader@p.iam"))
            .with("private_key", Json.of(pem))
            .with("token_uri", Json.of("http://somewhere.else.example/token"));

    // When
    var verdicts =
        deliver(
            "bigquery",
            Map.of("project", "p-1", "location", "EU", "serviceAccount", text(key)),
            new OwnTurns(),
            "m1");

    // Then
    assertThat(verdicts).containsExactly(new Verdict.Delivered());
    assertThat(far.received().getFirst().body()).contains("assertion=");
    assertThat(far.received().getLast().headers()).containsEntry("authorization", "Bearer t-1");
    assertThat(far.received().getLast().body()).contains("MERGE `web`.`tracks`");
  }

  @Test
  void loadsIntoSnowflakeWithTheUsersKey() {
    // Given
    far.behaving(Sink.answering(200, "{\"statementHandle\": \"h-1\", \"data\": []}"));

    // When
    var verdicts = deliver("snowflake", snowflake(pem), new OwnTurns(), "m1");

    // Then
    assertThat(verdicts).containsExactly(new Verdict.Delivered());
    assertThat(far.received())
        .isNotEmpty()
        .allMatch(asked -> asked.headers().get("authorization").startsWith("Bearer ey"))
        .anyMatch(asked -> asked.body().contains("MERGE INTO \\\"WEB\\\".\\\"TRACKS\\\""));
  }

  @Test
  void saysThatAKeyIsNoneWithoutAWordOfIt() {
    var keys =
        Map.of(
            "bigquery", Map.of("serviceAccount", "{\"private_key\": \"hush\"}"),
            "snowflake", snowflake("hush"));
    keys.forEach((connector, settings) ->
        assertThat(deliver(connector, settings, new OwnTurns(), "m1"))
            .allMatch(verdict ->
                verdict instanceof Verdict.Retry(var failure, _)
                    && failure.code().equals("warehouse_missing")
                    && !failure.message().contains("hush")));
    assertThat(far.received()).isEmpty();
  }

  @Test
  void writesARowOnceToS3WhicheverRouterItComesTo() throws IOException {
    try (var bucket = new Bucket()) {
      // Given
      var one = courier(new OwnTurns());
      var other = courier(new OwnTurns());

      // When: each remembers what it wrote itself, and what the other wrote comes again
      var first = deliver(one, "parquet-s3", s3(bucket.endpoint()), "m1", "m2");
      var second = deliver(other, "parquet-s3", s3(bucket.endpoint()), "m2", "m3");
      var again = deliver(one, "parquet-s3", s3(bucket.endpoint()), "m3", "m1");

      // Then
      assertThat(first).containsOnly(new Verdict.Delivered());
      assertThat(second).containsOnly(new Verdict.Delivered());
      assertThat(again).containsOnly(new Verdict.Delivered());
      assertThat(bucket.objects.keySet())
          .allMatch(key -> key.startsWith("lake/of/web/"))
          .filteredOn(key -> key.matches("lake/of/web/tracks/date=.*/hour=12/.*\\.parquet"))
          .hasSize(2);
    }
  }

  @Test
  void waitsForItsTurnAtABucket() {
    // Given
    Turns never =
        new Turns() {
          @Override
          public <T> T take(String whose, Supplier<T> work) {
            throw new Unavailable("somebody else's", null);
          }
        };

    // When
    var verdicts = deliver("parquet-s3", s3(base().toString()), never, "m1");

    // Then
    assertThat(verdicts)
        .allMatch(verdict ->
            verdict instanceof Verdict.Retry(var failure, _)
                && failure.code().equals("not_loaded")
                && failure.message().startsWith("waits for its turn"));
    assertThat(far.received()).isEmpty();
  }

  private static Map<String, String> s3(String endpoint) {
    return Map.of(
        "endpoint", endpoint,
        "region", "eu-central-1",
        "bucket", "bucket",
        "prefix", "lake/of",
        "accessKeyId", "a",
        "secretAccessKey", "s");
  }

  private static Map<String, String> snowflake(String key) {
    return Map.of(
        "account", "myorg-a1",
        "username", "loader",
        "privateKey", key,
        "database", "D",
        "warehouse", "W",
        "role", "R");
  }

  private URI base() {
    return URI.create(far.url()).resolve("/");
  }

  private WarehouseCourier courier(Turns turns) {
    var vendors = new Warehouses.Vendors(base(), base().resolve("/token"), _ -> base());
    var addresses = new HostAddresses(true, Duration.ofSeconds(3));
    return new WarehouseCourier(new Warehouses(addresses, Optional.empty(), turns, vendors));
  }

  private List<Verdict> deliver(
      String connector, Map<String, String> settings, Turns turns, String... ids) {
    return deliver(courier(turns), connector, settings, ids);
  }

  private static List<Verdict> deliver(
      WarehouseCourier courier, String connector, Map<String, String> settings, String... ids) {
    var given = new LinkedHashMap<String, Json>();
    settings.forEach((name, value) -> given.put(name, Json.of(value)));
    var drafts = Arrays.stream(ids).map(WarehouseCourierTest::draft).toList();
    return courier.deliver(
        ConnectorLibrary.find(connector).orElseThrow(),
        drafts,
        Json.object("settings", new Json.Obj(given)));
  }

  private static Draft draft(String id) {
    var event =
        JsonText.parseObject(
            """
            {"type": "track", "event": "Signed Up", "messageId": "%s", "userId": "u1",
             "timestamp": "2026-03-01T12:00:00Z", "receivedAt": "2026-03-01T12:00:01Z",
             "context": {"tributary": {"source": "web"}}}
            """
                .formatted(id)
                .getBytes(StandardCharsets.UTF_8));
    return new Draft(id, event, Json.object("data", event), Json.Obj.EMPTY, "", Set.of(), 0);
  }

  private static String text(Json json) {
    return new String(JsonText.write(json), StandardCharsets.UTF_8);
  }

  /** As much of a bucket as a lake needs. */
  private static final class Bucket implements AutoCloseable {

    private final Map<String, byte[]> objects = new ConcurrentSkipListMap<>();
    private final HttpServer server;

    Bucket() throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/bucket", this::answer);
      server.start();
    }

    String endpoint() {
      return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
      server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
      var key = exchange.getRequestURI().getPath().replaceFirst("^/+bucket/?", "");
      var body = exchange.getRequestBody().readAllBytes();
      if (exchange.getRequestMethod().equals("PUT")) {
        objects.put(key, body);
      }
      var found = key.isEmpty() ? page(exchange.getRequestURI().getRawQuery()) : objects.get(key);
      exchange.sendResponseHeaders(found == null ? 404 : 200, found == null ? -1 : 0);
      if (found != null) {
        exchange.getResponseBody().write(found);
      }
      exchange.close();
    }

    private byte[] page(String query) {
      var prefix = URLDecoder.decode(query.replaceFirst(".*prefix=", ""), StandardCharsets.UTF_8);
      return objects.keySet().stream()
          .filter(key -> key.startsWith(prefix))
          .map(key -> "<Contents><Key>" + key + "</Key></Contents>")
          .collect(Collectors.joining("", "<ListBucketResult>", "</ListBucketResult>"))
          .getBytes(StandardCharsets.UTF_8);
    }
  }
}
