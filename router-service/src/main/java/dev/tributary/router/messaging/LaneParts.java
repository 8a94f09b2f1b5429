package dev.tributary.router.messaging;

import dev.tributary.platform.telemetry.Traces;
import dev.tributary.router.domain.delivery.DeliveryLimits;
import dev.tributary.router.domain.delivery.Transport;
import dev.tributary.router.domain.destination.Secrets;
import dev.tributary.router.domain.limit.Throttle;
import dev.tributary.router.domain.list.Lists;
import dev.tributary.router.domain.list.Members;
import dev.tributary.router.domain.overview.Overviews;
import dev.tributary.router.domain.softlink.SoftLinks;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.apache.kafka.clients.consumer.Consumer;

/** What every lane is built from. Shared, but nothing in it can be held up by one lane. */
record LaneParts(
    Consumers consumers,
    GroupPositions positions,
    StreamEnds ends,
    Delivering delivering,
    MeterRegistry registry,
    Pace pace) {

  /** What delivering takes. */
  record Delivering(
      DeliveryLimits limits,
      Transport.Factory transports,
      Secrets secrets,
      Asking asking,
      Writing writing,
      Steering steering,
      Clock clock) {}

  /** Whom to ask about profiles, and about lists of them. */
  record Asking(SoftLinks softLinks, Members members, Lists lists) {}

  /** What is written of deliveries that are not made now. */
  record Writing(DeadLetters deadLetters, Redeliveries redeliveries) {}

  /** What holds deliveries back, and what watches them. */
  record Steering(Throttle.Factory throttles, Overviews overviews, Traces traces) {}

  /** How often positions are committed, and how long an end may take. */
  record Pace(Duration commitInterval, Duration shutdownGrace) {}

  /** Opens Kafka consumers. */
  interface Consumers {

    /** A consumer that divides partitions with others of its group; not subscribed yet. */
    Consumer<String, byte[]> openShared(String group);

    /** A consumer in no group, for a destination that catches up. */
    Consumer<String, byte[]> openCatchUp(String destination);

    /** A consumer in no group, for one who reads single records again. */
    Consumer<String, byte[]> openAlone(String destination);
  }
}
