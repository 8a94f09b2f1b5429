package dev.tributary.bench;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The baseline of ingest: bare Vert.x that puts the body on Kafka and answers 200 on the callback.
 * A batch is split at byte level, one record an event. Nothing is checked, no key is read.
 */
final class BareIngest {

  private static final byte[] ANSWER = "{\"success\":true}".getBytes(StandardCharsets.UTF_8);

  private final Vertx vertx;
  private final KafkaProducer<byte[], byte[]> producer;
  private final String topic;

  private BareIngest(Vertx vertx, String bootstrapServers, String topic) {
    this.vertx = vertx;
    this.topic = topic;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "acks", "all",
                "linger.ms", "1",
                "batch.size", "131072",
                "buffer.memory", "67108864"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Runs until it is ended: {@code port bootstrapServers topic}. */
  public static void main(String[] arguments) {
    var vertx = Vertx.vertx();
    var bare = new BareIngest(vertx, arguments[1], arguments[2]);
    var options =
        new HttpServerOptions().setHost("127.0.0.1").setPort(Integer.parseInt(arguments[0]));
    for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
      vertx.deployVerticle(
          new io.vertx.core.AbstractVerticle() {
            @Override
            public void start() {
              vertx.createHttpServer(options).requestHandler(bare::handle).listen();
            }
          });
    }
  }

  private void handle(HttpServerRequest request) {
    if (request.method().equals(HttpMethod.GET)) {
      request.response().end(); // the bench asks whether it listens
      return;
    }
    boolean batch = "/v1/batch".equals(request.path());
    request.bodyHandler(body -> send(request, batch ? split(body) : List.of(body.getBytes())));
  }

  private void send(HttpServerRequest request, List<byte[]> events) {
    var left = new AtomicInteger(events.size());
    var failed = new AtomicBoolean();
    var context = vertx.getOrCreateContext();
    for (var event : events) {
      var _ =
          producer.send(
              new ProducerRecord<>(topic, event),
              (_, error) -> {
                if (error != null) {
                  failed.set(true);
                }
                if (left.decrementAndGet() == 0) {
                  context.runOnContext(_ ->
                      request
                          .response()
                          .setStatusCode(failed.get() ? 503 : 200)
                          .end(Buffer.buffer(ANSWER)));
                }
              });
    }
  }

  /** The objects of the array behind {@code "batch":}, found by counting braces outside strings. */
  private static List<byte[]> split(Buffer body) {
    var bytes = body.getBytes();
    var events = new ArrayList<byte[]>();
    int at = 0;
    while (bytes[at] != '[') {
      at++;
    }
    int depth = 0;
    int start = 0;
    boolean quoted = false;
    for (; at < bytes.length; at++) {
      byte b = bytes[at];
      if (quoted) {
        if (b == '\\') {
          at++;
        } else if (b == '"') {
          quoted = false;
        }
      } else if (b == '"') {
        quoted = true;
      } else if (b == '{') {
        if (depth++ == 0) {
          start = at;
        }
      } else if (b == '}' && --depth == 0) {
        events.add(Arrays.copyOfRange(bytes, start, at + 1));
      } else if (b == ']' && depth == 0) {
        break;
      }
    }
    return events;
  }
}
