package dev.tributary.router.config;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/** Names at start each setting that is dangerous, with its effect and remedy. */
@ApplicationScoped
class DangerousSettings {

  private static final Logger LOG = Logger.getLogger(DangerousSettings.class);

  private final RouterConfig config;

  DangerousSettings(RouterConfig config) {
    this.config = config;
  }

  void check(@Observes StartupEvent event) {
    RouterLimits.of(config);
    if (config.allowPrivateAddresses()) {
      LOG.warn(
          "tributary.router.allow-private-addresses=true: whoever may define a destination can make"
              + " this router send requests to loopback, private and metadata addresses. Meant for"
              + " one machine and for tests; leave it unset wherever others define destinations.");
    }
  }
}
