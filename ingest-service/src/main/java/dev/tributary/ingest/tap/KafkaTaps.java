package dev.tributary.ingest.tap;

import dev.tributary.ingest.config.IngestConfig;
import dev.tributary.ingest.domain.tap.Taps;
import dev.tributary.platform.bus.KafkaSettings;
import dev.tributary.platform.domain.Unavailable;
import dev.tributary.platform.domain.fql.Fql;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Each who looks reads {@code received} and {@code quarantined} for himself, from a little before
 * their ends: so it does not matter which replica took an event, a slow viewer keeps nobody
 * waiting, and where nobody looks nothing is done.
 */
@ApplicationScoped
class KafkaTaps implements Taps {

  private final KafkaSettings kafka;
  private final int most;
  private final AtomicInteger viewers = new AtomicInteger();

  KafkaTaps(KafkaSettings kafka, IngestConfig config, MeterRegistry metrics) {
    this.kafka = kafka;
    this.most = config.taps();
    metrics.gauge("tributary.ingest.taps", viewers);
  }

  @Override
  public void watch(String source, Fql filter, int last, Viewer viewer) {
    if (viewers.incrementAndGet() > most) {
      viewers.decrementAndGet();
      throw new TooMany();
    }
    var settings = kafka.consumer("ingest-tap");
    settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 4 << 20);
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1 << 20);
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      new TapRun(consumer, source, filter, viewer).run(last);
    } catch (KafkaException e) {
      throw new Unavailable("The stream cannot be read just now", e);
    } finally {
      viewers.decrementAndGet();
    }
  }
}
