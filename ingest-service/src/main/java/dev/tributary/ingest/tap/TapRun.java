package dev.tributary.ingest.tap;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tributary.ingest.domain.tap.Tapped;
import dev.tributary.ingest.domain.tap.Tapped.Missed;
import dev.tributary.ingest.domain.tap.Tapped.Outcome;
import dev.tributary.ingest.domain.tap.Tapped.Seen;
import dev.tributary.ingest.domain.tap.Taps.Viewer;
import dev.tributary.platform.bus.EventDocument;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.fql.Fql;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.proto.Topic;
import dev.tributary.proto.v1.Event;
import dev.tributary.proto.v1.Quarantined;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** One viewer's way through the stream. */
final class TapRun {

  /** How many records of each partition are looked at for the last events. */
  private static final long LOOKED_BACK = 1_000;

  /** Who is further behind in a partition is taken to its end. */
  private static final long MOST_BEHIND = 100_000;

  /** How many of those that come while the last ones are looked for are not passed over. */
  private static final int MOST_KEPT = 1_000;

  private static final Duration WAIT = Duration.ofMillis(500);
  private static final long SILENCE_NANOS = Duration.ofSeconds(15).toNanos();

  private final Consumer<byte[], byte[]> consumer;
  private final String source;
  private final Fql filter;
  private final Viewer viewer;
  private long shownAt = System.nanoTime();

  TapRun(Consumer<byte[], byte[]> consumer, String source, Fql filter, Viewer viewer) {
    this.consumer = consumer;
    this.source = source;
    this.filter = filter;
    this.viewer = viewer;
  }

  void run(int last) {
    var partitions =
        Stream.of(Topic.RECEIVED, Topic.QUARANTINED)
            .flatMap(topic -> consumer.partitionsFor(topic.topicName()).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    var ends = consumer.endOffsets(partitions);
    lookBack(last == 0 ? 0 : LOOKED_BACK, ends);
    showLast(last, ends);
    long rounds = 0;
    while (viewer.isThere()) {
      var records = consumer.poll(WAIT);
      records.forEach(record -> seen(record).ifPresent(this::show));
      keepAlive();
      if (rounds++ % 20 == 0) {
        catchUp(partitions);
      }
    }
  }

  private void lookBack(long records, Map<TopicPartition, Long> ends) {
    var beginnings = consumer.beginningOffsets(ends.keySet());
    ends.forEach((partition, end) ->
        consumer.seek(partition, Math.max(of(beginnings, partition), end - records)));
  }

  /** Shows the newest of what stood there when the viewer came; what came since is shown too. */
  private void showLast(int last, Map<TopicPartition, Long> ends) {
    var newest = new PriorityQueue<>(Comparator.comparingLong(Seen::receivedAt));
    var after = new ArrayDeque<Seen>();
    long missed = 0;
    while (viewer.isThere() && !isBeyond(ends)) {
      for (var record : consumer.poll(WAIT)) {
        var partition = new TopicPartition(record.topic(), record.partition());
        boolean stoodThere = record.offset() < of(ends, partition);
        seen(record).ifPresent(stoodThere ? newest::add : after::add);
        if (newest.size() > last) {
          newest.remove();
        }
        if (after.size() > MOST_KEPT) {
          after.remove();
          missed++;
        }
      }
    }
    while (!newest.isEmpty()) {
      show(newest.remove());
    }
    if (missed > 0) {
      show(new Missed(missed));
    }
    after.forEach(this::show);
  }

  private void show(Tapped tapped) {
    viewer.show(tapped);
    shownAt = System.nanoTime();
  }

  /** Whoever stands in between would take a viewer for dead to whom nothing is said. */
  private void keepAlive() {
    if (System.nanoTime() - shownAt > SILENCE_NANOS) {
      viewer.idle();
      shownAt = System.nanoTime();
    }
  }

  private static long of(Map<TopicPartition, Long> offsets, TopicPartition partition) {
    return Objects.requireNonNullElse(offsets.get(partition), 0L);
  }

  private boolean isBeyond(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private void catchUp(List<TopicPartition> partitions) {
    var behind = new HashMap<TopicPartition, Long>();
    consumer
        .endOffsets(partitions)
        .forEach((partition, end) -> {
          long records = end - consumer.position(partition);
          if (records > MOST_BEHIND) {
            behind.put(partition, records);
          }
        });
    if (!behind.isEmpty()) {
      consumer.seekToEnd(behind.keySet());
      show(new Missed(behind.values().stream().mapToLong(Long::longValue).sum()));
    }
  }

  private Optional<Seen> seen(ConsumerRecord<byte[], byte[]> record) {
    try {
      return record.topic().equals(Topic.RECEIVED.topicName())
          ? seen(record.value(), new Outcome.Accepted())
          : heldBack(Quarantined.parseFrom(record.value()));
    } catch (InvalidProtocolBufferException _) {
      return Optional.empty(); // whose it is nobody can say
    }
  }

  private Optional<Seen> heldBack(Quarantined quarantined) throws InvalidProtocolBufferException {
    var message =
        quarantined.getFindingsCount() == 0 ? "" : quarantined.getFindings(0).getMessage();
    return seen(
        quarantined.getRecord().toByteArray(),
        new Outcome.HeldBack(quarantined.getCode(), quarantined.getStage(), message));
  }

  private Optional<Seen> seen(byte[] record, Outcome outcome)
      throws InvalidProtocolBufferException {
    var event = Event.parseFrom(record);
    if (!event.getSource().equals(source)) {
      return Optional.empty();
    }
    var document = document(event);
    return filter.matches(document)
        ? Optional.of(new Seen(document, record, event.getReceivedAtMillis(), outcome))
        : Optional.empty();
  }

  /** What was refused for its shape has none: then as much as is known of it. */
  private static Json.Obj document(Event event) {
    try {
      return EventDocument.of(event);
    } catch (InvalidValue _) {
      return Json.object("messageId", Json.of(event.getMessageId()))
          .with("type", Json.of(EventDocument.typeName(event.getType())))
          .with("payload", Json.of(event.getPayload().toStringUtf8()));
    }
  }
}
