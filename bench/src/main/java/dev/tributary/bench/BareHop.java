package dev.tributary.bench;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * One bare hop over the bed's Kafka: records of 1 KB, those that are due in a transaction of their
 * own, one transaction after the other; and a consumer of what is committed.
 */
final class BareHop implements AutoCloseable {

  private static final String TOPIC = "bench-hop";
  private static final int RECORD_BYTES = 1_024;
  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaProducer<byte[], byte[]> producer;
  private final ConcurrentLinkedQueue<Long> times = new ConcurrentLinkedQueue<>();
  private final Thread reader;
  private volatile boolean over;

  BareHop(Bed bed) throws Exception {
    bed.createTopic(TOPIC);
    var producing = new HashMap<>(bed.broker());
    producing.put("transactional.id", "bench-hop");
    producing.put("linger.ms", "0");
    producer = new KafkaProducer<>(producing, new ByteArraySerializer(), new ByteArraySerializer());
    producer.initTransactions();
    var consuming = new HashMap<>(bed.broker());
    consuming.put("group.id", "bench-hop");
    consuming.put("isolation.level", "read_committed");
    consuming.put("auto.offset.reset", "earliest");
    reader = Thread.ofPlatform().name("bench-hop").start(() -> read(consuming));
  }

  /** The times of all records of one run. */
  Times times(int rate, int seconds) throws InterruptedException {
    times.clear();
    int records = rate * seconds;
    long start = System.nanoTime();
    var pace = new Pace(rate);
    int made = 0;
    while (made < records) {
      pace.await();
      int due = (int) Math.min(records, (System.nanoTime() - start) * (double) rate / 1e9 + 1);
      producer.beginTransaction();
      for (boolean first = true; made < due; made++, first = false) {
        if (!first) {
          pace.await();
        }
        // Since when it was due, as it would have waited for the transaction before.
        long since = start + (long) (made * 1e9 / rate);
        var value = ByteBuffer.allocate(RECORD_BYTES).putLong(since).array();
        var key = ByteBuffer.allocate(Integer.BYTES).putInt(made).array();
        var _ = producer.send(new ProducerRecord<>(TOPIC, key, value));
      }
      producer.commitTransaction();
    }
    return Times.awaited(times, records);
  }

  private void read(Map<String, Object> settings) {
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(TOPIC));
      while (!over) {
        for (var found : consumer.poll(POLL)) {
          times.add(System.nanoTime() - ByteBuffer.wrap(found.value()).getLong());
        }
      }
    }
  }

  @Override
  public void close() {
    over = true;
    producer.close();
    try {
      reader.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
