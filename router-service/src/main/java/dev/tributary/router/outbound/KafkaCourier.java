package dev.tributary.router.outbound;

import dev.tributary.connectors.domain.definition.Connector;
import dev.tributary.connectors.domain.request.Draft;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import dev.tributary.router.domain.delivery.Courier;
import dev.tributary.router.domain.delivery.Verdict;
import dev.tributary.router.domain.delivery.Verdict.Delivered;
import dev.tributary.router.domain.delivery.Verdict.Failure;
import dev.tributary.router.domain.delivery.Verdict.GiveUp;
import dev.tributary.router.domain.delivery.Verdict.Pause;
import dev.tributary.router.domain.delivery.Verdict.Retry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes to the Kafka cluster of one destination. A record is delivered when all replicas in sync
 * have it. Its producer is made when it is first needed, and made anew when settings change.
 *
 * <p>Where private addresses are forbidden, the brokers' addresses are checked: those that are
 * given before the first connection, and those that the cluster then tells of itself before
 * anything is written; to the latter the client may connect, for questions about the cluster,
 * before they are judged. Kafka's client offers no place to check each connection.
 */
final class KafkaCourier implements Courier {

  private static final Pattern COMMA = Pattern.compile(" *, *");

  /**
   * What a topic can be called; what else an event asks for, the client would write into the log.
   */
  private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,249}");

  /** Carries the idempotency key, the same at every attempt. */
  private static final String KEY_HEADER = "Idempotency-Key";

  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(2);

  private final HostAddresses addresses;
  private final Duration timeout;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Open open;

  KafkaCourier(HostAddresses addresses, Duration timeout) {
    this.addresses = addresses;
    this.timeout = timeout;
  }

  private record Open(Json.Obj settings, Producer<byte[], byte[]> producer) {}

  @Override
  public List<Verdict> deliver(Connector connector, List<Draft> drafts, Json.Obj context) {
    var settings = object(context.fields().get("settings"));
    if (hosts(settings).stream().anyMatch(this::isForbidden)) {
      return all(drafts, verdict(new ForbiddenBroker()));
    }
    try {
      return write(drafts, settings, producer(settings));
    } catch (KafkaException e) { // settings that no producer can be made of, or metadata
      return all(drafts, verdict(e));
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (open != null) {
        open.producer().close(CLOSE_PATIENCE);
        open = null;
      }
    } finally {
      lock.unlock();
    }
  }

  private List<Verdict> write(
      List<Draft> drafts, Json.Obj settings, Producer<byte[], byte[]> producer) {
    var answers =
        drafts.stream()
            .map(draft -> write(record(draft, text(settings, "topic")), producer))
            .toList();
    long end = System.nanoTime() + timeout.toNanos();
    return answers.stream().map(answer -> verdict(answer, end)).toList();
  }

  private Future<RecordMetadata> write(
      ProducerRecord<byte[], byte[]> record, Producer<byte[], byte[]> producer) {
    if (!TOPIC.matcher(record.topic()).matches()) {
      return CompletableFuture.failedFuture(new InvalidTopicException());
    }
    try {
      return addresses.allowsAll() || allowed(record.topic(), producer)
          ? producer.send(record)
          : CompletableFuture.failedFuture(new ForbiddenBroker());
    } catch (KafkaException e) { // the cluster tells nothing about the topic
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Whether deliveries may go to the brokers that lead a topic. */
  private boolean allowed(String topic, Producer<byte[], byte[]> producer) {
    return producer.partitionsFor(topic).stream()
        .filter(partition -> partition.leader() != null)
        .map(partition -> partition.leader().host())
        .distinct()
        .noneMatch(this::isForbidden);
  }

  private boolean isForbidden(String host) {
    return addresses.find(host) instanceof HostAddresses.Found.Forbidden;
  }

  /** A broker has an address that deliveries may not go to. */
  private static final class ForbiddenBroker extends Exception {
    private static final long serialVersionUID = 1;
  }

  private static Verdict verdict(Future<RecordMetadata> answer, long endNanos) {
    try {
      answer.get(Math.max(0, endNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
      return new Delivered();
    } catch (ExecutionException e) {
      return verdict(e.getCause());
    } catch (TimeoutException _) {
      return again("timed_out", "no acknowledgement in time");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return again("interrupted", "could not be finished");
    }
  }

  private static Verdict verdict(@Nullable Throwable cause) {
    return switch (cause) {
      case RecordTooLargeException _ ->
          new GiveUp(new Failure("payload_too_large", "the cluster takes no record so large"));
      case InvalidTopicException _ ->
          new GiveUp(new Failure("refused", "no topic can have that name"));
      case ForbiddenBroker _ ->
          again("address_forbidden", "a broker has an address that deliveries may not go to");
      case AuthenticationException _ ->
          again("unauthorized", "the cluster refuses the credentials");
      case AuthorizationException _ ->
          again("unauthorized", "the cluster does not let these credentials write there");
      case org.apache.kafka.common.errors.TimeoutException _ ->
          again("timed_out", "no answer: the cluster cannot be reached, or has no such topic");
      case null -> again("unreachable", "the cluster cannot be written to");
      default -> again("unreachable", "not written: " + cause.getClass().getSimpleName());
    };
  }

  private static Verdict again(String code, String message) {
    return new Retry(new Failure(code, message), new Pause.Own());
  }

  private static List<Verdict> all(List<Draft> drafts, Verdict verdict) {
    return drafts.stream().map(_ -> verdict).toList();
  }

  private Producer<byte[], byte[]> producer(Json.Obj settings) {
    lock.lock();
    try {
      var known = open;
      if (known != null && known.settings().equals(settings)) {
        return known.producer();
      }
      if (known != null) {
        known.producer().close(CLOSE_PATIENCE);
        open = null;
      }
      var made =
          new KafkaProducer<>(
              KafkaCourierSettings.of(settings, timeout),
              new ByteArraySerializer(),
              new ByteArraySerializer());
      open = new Open(settings, made);
      return made;
    } finally {
      lock.unlock();
    }
  }

  private static ProducerRecord<byte[], byte[]> record(Draft draft, String usualTopic) {
    var payload = draft.payload();
    var topic = text(payload, "topic");
    var value = payload.fields().getOrDefault("value", Json.Null.VALUE);
    var name = topic.isEmpty() ? usualTopic : topic;
    var written = value instanceof Json.Str(var plain) ? bytes(plain) : JsonText.write(value);
    var record =
        payload.fields().get("key") instanceof Json.Str(var key)
            ? new ProducerRecord<>(name, bytes(key), written)
            : new ProducerRecord<byte[], byte[]>(name, written);
    record.headers().add(KEY_HEADER, bytes(draft.key()));
    object(payload.fields().get("headers"))
        .fields()
        .forEach((header, each) -> {
          if (!(each instanceof Json.Null)) {
            record
                .headers()
                .add(
                    header,
                    each instanceof Json.Str(var plain) ? bytes(plain) : JsonText.write(each));
          }
        });
    return record;
  }

  private static List<String> hosts(Json.Obj settings) {
    return COMMA
        .splitAsStream(text(settings, "bootstrapServers"))
        .map(server -> server.substring(0, Math.max(0, server.lastIndexOf(':'))))
        .toList();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Json.Obj object(@Nullable Json value) {
    return value instanceof Json.Obj object ? object : Json.Obj.EMPTY;
  }

  private static String text(Json.Obj object, String field) {
    return object.fields().get(field) instanceof Json.Str(var value) ? value : "";
  }
}
