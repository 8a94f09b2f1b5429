package dev.tributary.bench;

import java.util.HashMap;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A Kafka producer with the settings of ingest, which does nothing but send. */
final class BareProducer implements AutoCloseable {

  private static final String TOPIC = "bench.producer";

  private final KafkaProducer<byte[], byte[]> producer;

  BareProducer(Bed bed) throws Exception {
    bed.createTopic(TOPIC);
    var settings = new HashMap<>(bed.broker());
    settings.put("acks", "all");
    settings.put("linger.ms", "1");
    settings.put("batch.size", "65536");
    settings.put("compression.type", "lz4");
    producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Sends every record once, so many a second; the times from when each was due to its ack. */
  Times paced(List<byte[]> records, double aSecond) throws InterruptedException {
    var times = new ConcurrentLinkedQueue<Long>();
    var pace = new Pace(aSecond);
    for (var value : records) {
      long due = pace.await();
      var _ =
          producer.send(
              new ProducerRecord<>(TOPIC, value),
              (_, error) -> {
                if (error == null) {
                  times.add(System.nanoTime() - due);
                }
              });
    }
    return Times.awaited(times, records.size());
  }

  @Override
  public void close() {
    producer.close();
  }
}
