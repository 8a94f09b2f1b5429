package dev.tributary.platform.definitions;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready before all definitions there were at start are in force. */
@Readiness
@ApplicationScoped
class DefinitionsReadiness implements HealthCheck {

  private final DefinitionsFeed feed;

  DefinitionsReadiness(DefinitionsFeed feed) {
    this.feed = feed;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("definitions").status(feed.loaded()).build();
  }
}
