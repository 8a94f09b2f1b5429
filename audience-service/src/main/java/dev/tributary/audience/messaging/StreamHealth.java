package dev.tributary.audience.messaging;

import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.streams.KafkaStreams;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while the stream has its partitions and their state. */
@Readiness
@ApplicationScoped
class StreamHealth implements HealthCheck {

  private final AudienceStream stream;

  StreamHealth(AudienceStream stream) {
    this.stream = stream;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("stream")
        .status(stream.running())
        .withData(
            "state", stream.streams().map(KafkaStreams::state).map(Enum::name).orElse("ABSENT"))
        .build();
  }
}
