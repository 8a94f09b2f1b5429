package dev.tributary.governance.messaging;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import org.apache.kafka.streams.KafkaStreams;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready while the stream runs: not before it has its partitions and their state, nor during a
 * rebalance. Alive unless it has stopped for good, so that waiting for an absent broker never gets
 * the process killed. That the broker is away is told by the platform's own check.
 */
@ApplicationScoped
class StreamHealth {

  private static final String NAME = "stream";

  private final KafkaStreams streams;

  StreamHealth(KafkaStreams streams) {
    this.streams = streams;
  }

  @Produces
  @Readiness
  HealthCheck running() {
    return () -> answer(streams.state() == KafkaStreams.State.RUNNING);
  }

  @Produces
  @Liveness
  HealthCheck notStopped() {
    return () -> answer(!streams.state().hasStartedOrFinishedShuttingDown());
  }

  private HealthCheckResponse answer(boolean up) {
    return HealthCheckResponse.named(NAME)
        .status(up)
        .withData("state", streams.state().name())
        .build();
  }
}
