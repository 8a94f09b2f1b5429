package dev.tributary.router.messaging;

import dev.tributary.platform.telemetry.Traces;
import dev.tributary.router.config.RouterConfig;
import dev.tributary.router.domain.delivery.DeliveryLimits;
import dev.tributary.router.domain.delivery.Transport;
import dev.tributary.router.domain.destination.Secrets;
import dev.tributary.router.domain.limit.Throttle;
import dev.tributary.router.domain.list.Lists;
import dev.tributary.router.domain.list.Members;
import dev.tributary.router.domain.overview.Overviews;
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
      LaneParts.Asking asking,
      LaneParts.Writing writing,
      LaneParts.Steering steering) {
    return new LaneParts.Delivering(
        limits, transports, secrets, asking, writing, steering, Clock.systemUTC());
  }

  @Produces
  @Singleton
  LaneParts.Asking asking(SoftLinks softLinks, Members members, Lists lists) {
    return new LaneParts.Asking(softLinks, members, lists);
  }

  @Produces
  @Singleton
  LaneParts.Writing writing(DeadLetters deadLetters, Redeliveries redeliveries) {
    return new LaneParts.Writing(deadLetters, redeliveries);
  }

  @Produces
  @Singleton
  LaneParts.Steering steering(Throttle.Factory throttles, Overviews overviews, Traces traces) {
    return new LaneParts.Steering(throttles, overviews, traces);
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
