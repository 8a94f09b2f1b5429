package dev.tributary.ingest.messaging;

import dev.tributary.ingest.domain.log.EventLog;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready while Kafka would not take an event. */
@Readiness
@ApplicationScoped
class KafkaLogReadiness implements HealthCheck {

  private final EventLog log;

  KafkaLogReadiness(EventLog log) {
    this.log = log;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("event-log").status(log.isOpen()).build();
  }
}
