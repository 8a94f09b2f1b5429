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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    var forbidden = forbidden(hosts(settings));
    if (forbidden.isPresent()) {
      return all(drafts, forbidden.get());
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
    var answers = new ArrayList<Future<RecordMetadata>>();
    for (var draft : drafts) {
      var record = record(draft.payload(), text(settings, "topic"));
      if (!TOPIC.matcher(record.topic()).matches()) {
        answers.add(CompletableFuture.failedFuture(new InvalidTopicException()));
        continue;
      }
      var brokers =
          producer.partitionsFor(record.topic()).stream()
              .filter(partition -> partition.leader() != null)
              .map(partition -> partition.leader().host())
              .distinct()
              .toList();
      var forbidden = forbidden(brokers);
      if (forbidden.isPresent()) {
        return all(drafts, forbidden.get());
      }
      answers.add(producer.send(record));
    }
    long end = System.nanoTime() + timeout.toNanos();
    return answers.stream().map(answer -> verdict(answer, end)).toList();
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
      case AuthenticationException _ ->
          again("unauthorized", "the cluster refuses the credentials");
      case AuthorizationException _ ->
          again("unauthorized", "the cluster does not let these credentials write there");
      case org.apache.kafka.common.errors.TimeoutException _ ->
          again("timed_out", "the cluster, or the topic, does not answer");
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

  private Optional<Verdict> forbidden(List<String> hosts) {
    for (var host : hosts) {
      if (addresses.find(host) instanceof HostAddresses.Found.Forbidden(var kind)) {
        return Optional.of(again("address_forbidden", "a broker has an address that is " + kind));
      }
    }
    return Optional.empty();
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

  private static ProducerRecord<byte[], byte[]> record(Json.Obj payload, String usualTopic) {
    var topic = text(payload, "topic");
    var value = payload.fields().getOrDefault("value", Json.Null.VALUE);
    var name = topic.isEmpty() ? usualTopic : topic;
    var written = value instanceof Json.Str(var plain) ? bytes(plain) : JsonText.write(value);
    var record =
        payload.fields().get("key") instanceof Json.Str(var key)
            ? new ProducerRecord<>(name, bytes(key), written)
            : new ProducerRecord<byte[], byte[]>(name, written);
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
