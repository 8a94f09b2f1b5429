package dev.tributary.router.messaging;

import dev.tributary.platform.telemetry.Traces;
import dev.tributary.router.config.RouterConfig;
import dev.tributary.router.domain.delivery.DeliveryLimits;
import dev.tributary.router.domain.delivery.Transport;
import dev.tributary.router.domain.destination.Secrets;
import dev.tributary.router.domain.softlink.SoftLinks;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Puts together what lanes are built from. */
@ApplicationScoped
class LaneWiring {

  @Produces
  @Singleton
  LaneParts.Delivering delivering(
      DeliveryLimits limits,
      Transport.Factory transports,
      Secrets secrets,
      SoftLinks softLinks,
      DeadLetters deadLetters,
      Redeliveries redeliveries,
      Traces traces) {
    return new LaneParts.Delivering(
        limits,
        transports,
        secrets,
        softLinks,
        deadLetters,
        redeliveries,
        traces,
        Clock.systemUTC());
  }

  @Produces
  @Singleton
  LaneParts parts(
      LaneParts.Consumers consumers,
      GroupPositions positions,
      StreamEnds ends,
      LaneParts.Delivering delivering,
      MeterRegistry registry,
      RouterConfig config) {
    var pace = new LaneParts.Pace(config.commitInterval(), config.shutdownGrace());
    return new LaneParts(consumers, positions, ends, delivering, registry, pace);
  }
}
