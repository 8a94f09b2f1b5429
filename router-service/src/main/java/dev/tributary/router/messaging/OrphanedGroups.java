package dev.tributary.router.messaging;

import dev.tributary.platform.definitions.DefinitionsFeed;
import dev.tributary.platform.domain.definition.Definition;
import dev.tributary.platform.domain.definition.Kind;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Removes, once after each start, the consumer groups of destinations that are gone: a router that
 * was killed between a deletion and the removal of its group leaves one behind, and a later
 * destination of the same name must not begin there.
 */
@ApplicationScoped
class OrphanedGroups {

  private static final Logger LOG = Logger.getLogger(OrphanedGroups.class);
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final DefinitionsFeed feed;
  private final GroupPositions positions;

  private volatile boolean done;

  OrphanedGroups(DefinitionsFeed feed, GroupPositions positions) {
    this.feed = feed;
    this.positions = positions;
  }

  void start(@Observes StartupEvent event) {
    Thread.ofVirtual().name("router-orphaned-groups").start(this::removeUntilDone);
  }

  /** Whether what an earlier router left is gone. */
  boolean done() {
    return done;
  }

  private void removeUntilDone() {
    try {
      while (!done) {
        done = tryToRemove();
        if (!done) {
          Thread.sleep(PAUSE);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean tryToRemove() {
    if (!feed.loaded()) {
      return false;
    }
    try {
      var groups =
          positions.destinations(); // before the definitions: a new one is in both or here not
      feed.catchUp();
      var defined =
          feed.all(Kind.DESTINATION).stream()
              .map(Definition::key)
              .map(key -> key.name())
              .collect(Collectors.toSet());
      for (var name : groups) {
        if (!defined.contains(name)) {
          positions.remove(name);
          LOG.infof("Removed the position of destination %s, which was deleted", name);
        }
      }
      return true;
    } catch (RuntimeException e) { // Kafka is away, or the group is still in use: later again.
      return false;
    }
  }
}
