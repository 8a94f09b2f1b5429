package dev.tributary.router.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.connectors.domain.request.Body;
import dev.tributary.connectors.domain.request.Request;
import dev.tributary.router.domain.delivery.Answer;
import dev.tributary.router.testing.OwnTurns;
import dev.tributary.router.testing.RawServer;
import dev.tributary.router.testing.Sink;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VertxTransportTest {

  private static final Duration TIMEOUT = Duration.ofMillis(700);

  private static Vertx vertx;
  private VertxTransport transport = transport(true);

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void stop() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @AfterEach
  void close() {
    transport.close();
  }

  @Test
  void postsTheBodyWithAllHeaders() {
    try (var sink = Sink.start().behaving(Sink.answering(202, "thanks"))) {
      // When
      var answer = transport.send(call(sink.url()));

      // Then
      assertThat(answer)
          .isInstanceOfSatisfying(
              Answer.Responded.class,
              responded -> {
                assertThat(responded.status()).isEqualTo(202);
                assertThat(responded.body().text()).isEqualTo("thanks");
              });
      var received = sink.received().getFirst();
      assertThat(received.body()).isEqualTo("{\"a\":1}");
      assertThat(received.headers()).containsEntry("shown", "1").containsEntry("hidden", "2");
      assertThat(received.headers().get("host")).startsWith("127.0.0.1:");
    }
  }

  @Test
  void doesNotWaitForEverForAnAnswer() {
    try (var server = RawServer.hanging()) {
      assertThat(transport.send(call(server.url()))).isEqualTo(new Answer.TimedOut());
    }
  }

  @Test
  void saysThatTheConnectionWasClosed() {
    try (var server = RawServer.closing()) {
      assertThat(transport.send(call(server.url()))).isInstanceOf(Answer.Unreachable.class);
    }
  }

  @Test
  void saysThatNobodyListens() {
    int port;
    try (var server = RawServer.hanging()) {
      port = server.port();
    }
    assertThat(transport.send(call("http://127.0.0.1:" + port + "/")))
        .isInstanceOf(Answer.Unreachable.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 500})
  void takesTheStatusOfAnAnswerThatDripsForEver(int status) {
    try (var server =
        RawServer.dripping("HTTP/1.1 " + status + " X\r\nContent-Length: 999999\r\n\r\n")) {
      assertThat(transport.send(call(server.url())))
          .isInstanceOfSatisfying(
              Answer.Responded.class,
              responded -> assertThat(responded.status()).isEqualTo(status));
    }
  }

  @Test
  void givesUpOnAHeadThatDripsForEver() {
    try (var server = RawServer.dripping("HTTP/1.1 200 OK\r\nX-Slow: ")) {
      assertThat(transport.send(call(server.url()))).isNotInstanceOf(Answer.Responded.class);
    }
  }

  @Test
  void cutsAnEndlessBodyShort() {
    try (var sink = Sink.start().behaving(Sink.answering(400, "x".repeat(10 << 20)))) {
      assertThat(transport.send(call(sink.url())))
          .isInstanceOfSatisfying(
              Answer.Responded.class,
              responded -> {
                assertThat(responded.status()).isEqualTo(400);
                assertThat(responded.body().length()).isEqualTo(Exchange.KEPT_BODY);
              });
    }
  }

  @Test
  void doesNotFollowARedirect() {
    try (var inner = Sink.start();
        var outer =
            Sink.start()
                .behaving((_, exchange) -> {
                  exchange.getResponseHeaders().add("Location", inner.url());
                  Sink.answer(exchange, 307, "");
                })) {
      // When
      var answer = transport.send(call(outer.url()));

      // Then
      assertThat(answer)
          .isInstanceOfSatisfying(
              Answer.Responded.class, responded -> assertThat(responded.status()).isEqualTo(307));
      assertThat(inner.received()).isEmpty();
    }
  }

  @Test
  void saysThatAHeaderCannotBeSent() {
    try (var sink = Sink.start()) {
      // When
      var answer = transport.send(call(sink.url()).withHidden("Authorization", "Bearer 2\n"));

      // Then
      assertThat(answer)
          .isEqualTo(new Answer.Unreachable("a header has a character that HTTP does not allow"));
      assertThat(sink.received()).isEmpty();
      assertThat(transport.send(call(sink.url()))).isInstanceOf(Answer.Responded.class);
    }
  }

  @Test
  void saysSoWhenItWasClosed() {
    try (var sink = Sink.start()) {
      transport.close();

      assertThat(transport.send(call(sink.url()))).isInstanceOf(Answer.Unreachable.class);
    }
  }

  @Test
  void readsNonsenseAsABrokenConnection() {
    try (var server = RawServer.dripping("SSH-2.0-OpenSSH_9.0\r\n\r\n")) {
      assertThat(transport.send(call(server.url()))).isNotInstanceOf(Answer.Responded.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]"})
  void opensNoConnectionToAForbiddenAddress(String host) {
    var guarded = transport(false);
    try (var server = RawServer.hanging()) {
      // When
      var answer = guarded.send(call("http://" + host + ":" + server.port() + "/"));

      // Then
      assertThat(answer).isEqualTo(new Answer.AddressForbidden("loopback"));
      assertThat(server.connections()).isZero();
    } finally {
      guarded.close();
    }
  }

  @Test
  void saysThatANameCannotBeResolved() {
    assertThat(transport.send(call("http://nowhere.invalid/")))
        .isInstanceOf(Answer.Unreachable.class);
  }

  @Test
  void sendsTheNameButConnectsToTheAddressThatWasChecked() {
    try (var sink = Sink.start()) {
      // When
      var answer = transport.send(call(sink.url().replace("127.0.0.1", "localhost")));

      // Then: one of the two addresses of localhost may have nobody listening
      if (answer instanceof Answer.Unreachable) {
        answer = transport.send(call(sink.url().replace("127.0.0.1", "localhost")));
      }
      assertThat(answer).isInstanceOf(Answer.Responded.class);
      assertThat(sink.received().getFirst().headers().get("host")).startsWith("localhost:");
    }
  }

  private static VertxTransport transport(boolean allowPrivate) {
    var client =
        vertx().createHttpClient(new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(4));
    var addresses = new HostAddresses(allowPrivate, Duration.ofSeconds(3));
    var clients =
        new VertxTransport.Clients(new LazyClient(() -> client), new LazyClient(() -> client));
    return new VertxTransport(
        vertx.getOrCreateContext(),
        clients,
        new VertxTransport.Couriers(
            new KafkaCourier(addresses, TIMEOUT),
            new WarehouseCourier(
                new Warehouses(
                    addresses, Optional.empty(), new OwnTurns(), Warehouses.Vendors.REAL))),
        addresses,
        TIMEOUT,
        TIMEOUT);
  }

  private static Vertx vertx() {
    return vertx;
  }

  private static Request call(String url) {
    return new Request(
        "POST",
        url,
        Map.of("Shown", "1"),
        Map.of("Hidden", "2"),
        new Body("{\"a\":1}".getBytes(StandardCharsets.UTF_8)));
  }
}
