package dev.tributary.platform.definitions;

import dev.tributary.platform.domain.Unavailable;
import dev.tributary.platform.domain.definition.Definition;
import dev.tributary.platform.domain.definition.DefinitionPublisher;
import dev.tributary.platform.domain.definition.DefinitionStore;
import dev.tributary.platform.domain.definition.DefinitionVersion;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Sees to it that what is stored gets published: what a crash or Kafka's absence left over, every
 * second; and once at start what the bus lost, or never got, of all there is.
 */
@ApplicationScoped
class Outbox {

  private static final Logger LOG = Logger.getLogger(Outbox.class);
  private static final int FAILURES_WORTH_A_WORD = 5;

  private final OwnedDefinitions owned;
  private final DefinitionStore store;
  private final DefinitionPublisher publisher;
  private final DefinitionsFeed feed;
  private final DefinitionsConfig config;
  private final CountDownLatch stopped = new CountDownLatch(1);

  private boolean reconciled;
  private int failures;

  Outbox(
      OwnedDefinitions owned,
      DefinitionStore store,
      DefinitionPublisher publisher,
      DefinitionsFeed feed,
      DefinitionsConfig config) {
    this.owned = owned;
    this.store = store;
    this.publisher = publisher;
    this.feed = feed;
    this.config = config;
  }

  void start(@Observes StartupEvent event) {
    if (!owned.none()) {
      Thread.ofPlatform().daemon().name("definitions-outbox").start(this::run);
    }
  }

  void stop(@Observes ShutdownEvent event) {
    stopped.countDown();
  }

  /** Publishes everything that was stored but not published, in the order of the changes. */
  void sweep() {
    for (var key : store.unpublished()) {
      store.publish(key, publisher::publish);
    }
  }

  /** Marks for publishing what the bus does not hold as the store does. */
  void reconcile() {
    var newest = store.newest();
    feed.catchUp();
    for (var version : newest) {
      long onBus = feed.find(version.key()).map(Definition::version).orElse(0L);
      boolean missing =
          switch (version) {
            case DefinitionVersion.Written(var definition) -> onBus < definition.version();
            case DefinitionVersion.Deleted deleted -> onBus > 0 && onBus < deleted.version();
          };
      if (missing) {
        store.republish(version.key());
      }
    }
  }

  private void run() {
    do {
      try {
        if (feed.loaded()) { // Else there is nothing to compare with, and nowhere to publish.
          work();
        }
        failures = 0;
      } catch (Unavailable e) {
        if (++failures == FAILURES_WORTH_A_WORD) {
          LOG.warnf(
              "Definitions may wait to be published until what is away is back: %s",
              e.getMessage());
        }
      } catch (RuntimeException e) { // The thread's outermost frame: it must outlive any surprise.
        LOG.error("Definitions could not be published; trying again", e);
      }
    } while (!stopRequested());
  }

  private void work() {
    if (!reconciled) {
      reconcile();
      reconciled = true;
    }
    sweep();
  }

  private boolean stopRequested() {
    try {
      return stopped.await(config.sweepEvery().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
