package dev.tributary.identity.config;

import dev.tributary.identity.domain.graph.GraphEdits;
import dev.tributary.identity.domain.linkage.link.Promotion;
import dev.tributary.identity.domain.linkage.link.RefreshingListener;
import dev.tributary.identity.domain.linkage.link.SoftLinkStore;
import dev.tributary.identity.domain.linkage.observation.ObservationReader;
import dev.tributary.identity.domain.linkage.observation.ObservationStore;
import dev.tributary.identity.domain.linkage.observation.ObservingListener;
import dev.tributary.identity.domain.linkage.observation.PersonTraits;
import dev.tributary.identity.domain.linkage.observation.Recent;
import dev.tributary.identity.domain.linkage.run.RunSettings;
import dev.tributary.platform.domain.InvalidValue;
import io.quarkus.arc.lookup.LookupIfProperty;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import org.jboss.logging.Logger;

/** What finds probable links, as beans; listeners are there only where linkage is enabled. */
@Singleton
class LinkageSettings {

  private static final Logger LOG = Logger.getLogger(LinkageSettings.class);
  private static final String PREFIX = "tributary.identity.linkage.";

  /** Observations that a replica remembers to have stored; about 200 bytes each. */
  private static final int REMEMBERED = 50_000;

  void warn(
      @Observes @Priority(Interceptor.Priority.APPLICATION) StartupEvent event,
      IdentityConfig config) {
    if (config.linkage().enabled()) {
      LOG.warn(
          "Linkage is enabled: names, addresses and habits of people are kept to find probable"
              + " links. Make sure that you may; else set tributary.identity.linkage.enabled=false");
    }
  }

  @Produces
  @Singleton
  @LookupIfProperty(name = PREFIX + "enabled", stringValue = "true")
  ObservingListener observing(ObservationStore store, IdentityConfig config) {
    var reader =
        new ObservationReader(
            config.linkage().consentCategory(), PersonTraits.named(config.linkage().traits()));
    return new ObservingListener(reader, store, new Recent(REMEMBERED));
  }

  @Produces
  @Singleton
  @LookupIfProperty(name = PREFIX + "enabled", stringValue = "true")
  RefreshingListener refreshing(SoftLinkStore store) {
    return new RefreshingListener(store);
  }

  @Produces
  Promotion promotion(SoftLinkStore store, GraphEdits edits) {
    return new Promotion(store, edits);
  }

  static void check(LinkageConfig config) {
    days("observations-kept", config.observationsKept());
    days("links-kept", config.linksKept());
    config
        .runEvery()
        .ifPresent(every ->
            Settings.between(PREFIX + "run-every", every.toMinutes(), 10, 10L * 366 * 24 * 60));
    if (!(config.floor() >= 0.1 && config.floor() < 1)) {
      throw new InvalidValue(PREFIX + "floor", "not from 0.1 to below 1");
    }
    if (!(config.promoteFrom() >= 0.9 && config.promoteFrom() <= RunSettings.NEVER)) {
      throw new InvalidValue(PREFIX + "promote-from", "not from 0.9 to 1");
    }
    try {
      var _ = PersonTraits.named(config.traits());
    } catch (InvalidValue e) {
      throw new InvalidValue(PREFIX + "traits." + e.field(), e.reason());
    }
    Settings.between(PREFIX + "most-profiles", config.mostProfiles(), 1, 10_000_000);
  }

  private static void days(String name, Duration duration) {
    Settings.between(PREFIX + name, duration.toDays(), 1, 3_650);
  }
}
