package dev.tributary.audience.messaging;

import dev.tributary.audience.domain.plan.Latest;
import dev.tributary.audience.domain.query.Wishes;
import dev.tributary.platform.bus.KafkaSettings;
import dev.tributary.platform.domain.Unavailable;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends wishes to the partition that makes the plans. They are rare: each has its own producer. */
@ApplicationScoped
class KafkaWishes implements Wishes {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final KafkaSettings kafka;
  private final Latest latest;

  KafkaWishes(KafkaSettings kafka, Latest latest) {
    this.kafka = kafka;
    this.latest = latest;
  }

  @Override
  public boolean cancel(long rule) {
    return send(rule, false);
  }

  @Override
  public boolean resume(long rule) {
    return send(rule, true);
  }

  private boolean send(long rule, boolean computed) {
    if (!latest.all().containsKey(rule)) {
      return false;
    }
    var settings = new HashMap<>(kafka.producer("audience-wishes"));
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE.toMillis());
    var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    try {
      producer
          .send(
              new ProducerRecord<>(
                  AudienceTopology.MOVES_TOPIC,
                  PlanRecord.LEADER,
                  PlanRecord.KEY_OF_WISHES,
                  PlanRecord.ofWish(new Arrival.Wish(rule, computed))))
          .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (KafkaException | ExecutionException | TimeoutException e) {
      throw new Unavailable("The wish cannot be stored just now", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable("Interrupted while storing the wish", e);
    } finally {
      producer.close(Duration.ZERO);
    }
  }
}
