package dev.tributary.router.messaging;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tributary.connectors.domain.request.Body;
import dev.tributary.platform.bus.KafkaSettings;
import dev.tributary.platform.domain.Unavailable;
import dev.tributary.proto.Topic;
import dev.tributary.proto.v1.DeadLetter;
import dev.tributary.router.domain.deadletter.Letter;
import dev.tributary.router.domain.deadletter.LetterId;
import dev.tributary.router.domain.deadletter.LetterLog;
import dev.tributary.router.domain.deadletter.Redriven;
import dev.tributary.router.domain.deadletter.Redriven.Marks;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.utils.Utils;

/**
 * Dead letters in their topic. A destination's are in one partition, for they are keyed by it; it
 * is read backwards in steps until enough are found.
 */
@ApplicationScoped
class KafkaLetterLog implements LetterLog {

  private static final String TOPIC = Topic.DEAD_LETTERS.topicName();
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final int STEP = 500;

  /** Records looked at for one page: other destinations' may lie between. */
  private static final int MOST_READ = 20_000;

  private final KafkaSettings kafka;
  private final Redriven redriven;

  KafkaLetterLog(KafkaSettings kafka, Redriven redriven) {
    this.kafka = kafka;
    this.redriven = redriven;
  }

  @Override
  public Page list(Query query) {
    return reading(consumer -> {
      var partition = partitionOf(consumer, query.destination());
      consumer.assign(List.of(partition));
      long begin =
          consumer.beginningOffsets(List.of(partition), PATIENCE).getOrDefault(partition, 0L);
      long end = consumer.endOffsets(List.of(partition), PATIENCE).getOrDefault(partition, 0L);
      return page(consumer, partition, query, begin, Math.min(end, query.before().orElse(end)));
    });
  }

  @Override
  public Optional<Letter> find(LetterId id) {
    return reading(consumer -> {
      if (id.partition() >= consumer.partitionsFor(TOPIC, PATIENCE).size()) {
        return Optional.empty();
      }
      var partition = new TopicPartition(TOPIC, id.partition());
      consumer.assign(List.of(partition));
      long begin =
          consumer.beginningOffsets(List.of(partition), PATIENCE).getOrDefault(partition, 0L);
      long end = consumer.endOffsets(List.of(partition), PATIENCE).getOrDefault(partition, 0L);
      return id.offset() < begin || id.offset() >= end
          ? Optional.empty()
          : read(consumer, partition, id.offset(), id.offset() + 1, this::marksIfKnown).stream()
              .findFirst();
    });
  }

  private Page page(
      Consumer<String, byte[]> consumer,
      TopicPartition partition,
      Query query,
      long begin,
      long end) {
    var found = new ArrayList<Letter>();
    Marking marking = query.redriven().isPresent() ? redriven::among : this::marksIfKnown;
    long to = end;
    while (to > begin && end - to < MOST_READ) {
      long from = Math.max(begin, to - STEP);
      for (var letter : read(consumer, partition, from, to, marking).reversed()) {
        if (query.wants(letter)) {
          found.add(letter);
          if (found.size() == query.limit()) {
            return new Page(found, OptionalLong.of(letter.id().offset()));
          }
        }
      }
      to = from;
    }
    return new Page(found, to > begin ? OptionalLong.of(to) : OptionalLong.empty());
  }

  /** The letters of a range that can be read, in their order. */
  private static List<Letter> read(
      Consumer<String, byte[]> consumer,
      TopicPartition partition,
      long from,
      long to,
      Marking marking) {
    var letters = new ArrayList<Letter>();
    var marks = marking.among(partition.partition(), from, to);
    consumer.seek(partition, from);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (consumer.position(partition, PATIENCE) < to) {
      if (System.nanoTime() - end > 0) {
        throw new Unavailable("Kafka does not give the dead letters out", null);
      }
      for (var record : consumer.poll(POLL)) {
        if (record.offset() < to) {
          letter(record, marks).ifPresent(letters::add);
        }
      }
    }
    return letters;
  }

  /** Which letters of a range were redriven. */
  private interface Marking {
    Marks among(int partition, long from, long to);
  }

  /** Letters can be read without their marks, where nobody asked for those of them. */
  private Marks marksIfKnown(int partition, long from, long to) {
    try {
      return redriven.among(partition, from, to);
    } catch (Unavailable _) {
      return Marks.NONE;
    }
  }

  private static TopicPartition partitionOf(Consumer<String, byte[]> consumer, String destination) {
    int partitions = consumer.partitionsFor(TOPIC, PATIENCE).size();
    return new TopicPartition(TOPIC, partitionOf(destination, partitions));
  }

  /** In which of so many partitions a destination's letters are. */
  static int partitionOf(String destination, int partitions) {
    var key = destination.getBytes(StandardCharsets.UTF_8);
    return Utils.toPositive(Utils.murmur2(key)) % partitions;
  }

  private static Optional<Letter> letter(ConsumerRecord<String, byte[]> record, Marks marks) {
    try {
      var wire = DeadLetter.parseFrom(record.value());
      var id = new LetterId(record.partition(), record.offset());
      var why = why(wire);
      return Optional.of(
          new Letter(
              id,
              wire.getDestination(),
              wire.getIdempotencyKey(),
              why,
              new Letter.Source(wire.getTopic(), wire.getPartition(), wire.getOffset()),
              exchange(wire),
              marks.of(id, why)));
    } catch (InvalidProtocolBufferException _) {
      return Optional.empty();
    }
  }

  /** Why a letter was written. */
  static Letter.Why why(DeadLetter wire) {
    return new Letter.Why(
        wire.getCode(),
        wire.getMessage(),
        wire.getAttempts(),
        Instant.ofEpochMilli(wire.getFirstAttemptMillis()),
        Instant.ofEpochMilli(wire.getGivenUpMillis()));
  }

  private static Letter.Exchange exchange(DeadLetter wire) {
    var request = wire.getRequest();
    var reply =
        wire.hasResponse()
            ? Optional.of(
                new Letter.Reply(
                    wire.getResponse().getStatus(),
                    new Body(wire.getResponse().getBody().toByteArray())))
            : Optional.<Letter.Reply>empty();
    return new Letter.Exchange(
        request.getMethod(),
        request.getUrl(),
        request.getHeadersMap(),
        new Body(request.getBody().toByteArray()),
        reply);
  }

  private <T> T reading(Function<Consumer<String, byte[]>, T> question) {
    var settings = kafka.consumer("router-dead-letters-reader");
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, STEP);
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      return question.apply(consumer);
    } catch (KafkaException e) {
      throw new Unavailable("Kafka cannot be asked for dead letters", e);
    }
  }
}
