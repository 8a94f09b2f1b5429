package dev.tributary.bench;

import dev.tributary.proto.v1.Event;
import dev.tributary.proto.v1.Resolved;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The hops of identity around a bare upsert: reads committed events, upserts their rows, sends them
 * on and commits the offsets with that, in one transaction a batch. Clients are set up like the
 * service's.
 */
final class BareWorker implements Runnable {

  private final BareRows rows;
  private final BareUpsert upsert;
  private final String output;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final KafkaProducer<byte[], byte[]> producer;

  /** Joins its group when it runs. */
  BareWorker(
      BareRows rows, BareUpsert upsert, Map<String, Object> broker, Route route, int number) {
    this.rows = rows;
    this.upsert = upsert;
    this.output = route.output();
    var reading = new HashMap<String, Object>(broker);
    reading.put("group.id", route.group());
    reading.put("group.instance.id", route.group() + number);
    reading.put("max.poll.records", BareIdentity.BATCH);
    reading.put("isolation.level", "read_committed");
    reading.put("auto.offset.reset", "earliest");
    reading.put("enable.auto.commit", false);
    reading.put("session.timeout.ms", 10_000);
    reading.put("heartbeat.interval.ms", 2_000);
    consumer =
        new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.subscribe(List.of(route.input()));
    var sending = new HashMap<String, Object>(broker);
    sending.put("transactional.id", route.group() + number);
    sending.put("transaction.timeout.ms", 15_000);
    sending.put("delivery.timeout.ms", 14_000);
    sending.put("request.timeout.ms", 10_000);
    sending.put("compression.type", "lz4");
    sending.put("linger.ms", 2L);
    sending.put("batch.size", 128 << 10);
    producer = new KafkaProducer<>(sending, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Where it reads, as whom, and where it sends to. */
  record Route(String input, String group, String output) {}

  @Override
  public void run() {
    producer.initTransactions();
    try {
      while (true) {
        step();
      }
    } catch (Exception e) {
      e.printStackTrace();
      Runtime.getRuntime().halt(1); // The bench sees it gone.
    }
  }

  private void step() throws Exception {
    var records = consumer.poll(Duration.ofMillis(250));
    if (records.isEmpty()) {
      return;
    }
    var events = new ArrayList<Event>(records.count());
    for (var record : records) {
      events.add(Event.parseFrom(record.value()));
    }
    upsert.write(List.of(rows.once(events)));
    producer.beginTransaction();
    for (var event : events) {
      var _ = producer.send(resolved(event));
    }
    producer.sendOffsetsToTransaction(records.nextOffsets(), consumer.groupMetadata());
    producer.commitTransaction();
  }

  private ProducerRecord<byte[], byte[]> resolved(Event event) {
    var first = rows.of(event).resolved();
    var resolved = first.toBuilder().setEvent(event);
    if (!event.getMessageId().equals(IdentityEvents.introducing(event.getUserId()))) {
      resolved.clearIdentifiersAdded();
    }
    var key = first.getProfileId().getBytes(StandardCharsets.UTF_8);
    var value = Resolved.newBuilder().setEvent(resolved).build().toByteArray();
    return new ProducerRecord<>(output, null, event.getReceivedAtMillis(), key, value);
  }
}
