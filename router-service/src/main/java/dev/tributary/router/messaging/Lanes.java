package dev.tributary.router.messaging;

import dev.tributary.connectors.library.ConnectorLibrary;
import dev.tributary.platform.definitions.DefinitionListener;
import dev.tributary.platform.definitions.DefinitionsFeed;
import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.domain.definition.Definition;
import dev.tributary.platform.domain.definition.DefinitionKey;
import dev.tributary.platform.domain.definition.Kind;
import dev.tributary.router.domain.balance.LaneReport;
import dev.tributary.router.domain.balance.LaneReports;
import dev.tributary.router.domain.destination.Destination;
import dev.tributary.router.domain.destination.DestinationReader;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Keeps one {@link Lane} for each destination that is defined: starts it, lets it follow a new
 * version, ends it with the definition. And the one reader that they share.
 */
@ApplicationScoped
class Lanes implements DefinitionListener, LaneReports {

  private static final Logger LOG = Logger.getLogger(Lanes.class);
  private static final Duration END_PATIENCE = Duration.ofSeconds(8);
  private static final Duration READER_PATIENCE = Duration.ofSeconds(3);

  private final LaneParts parts;
  private final SharedReader reader;
  private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
  private final Map<String, Lane> leaving = new ConcurrentHashMap<>();

  Lanes(LaneParts parts, DefinitionsFeed feed) {
    this.parts = parts;
    this.reader = new SharedReader(parts, GroupPositions.READERS, feed::loaded);
  }

  void start(@Observes StartupEvent event) {
    reader.start();
  }

  @Override
  public Set<Kind> kinds() {
    return Set.of(Kind.DESTINATION);
  }

  @Override
  public void changed(Definition definition) {
    var name = definition.key().name();
    switch (DestinationReader.read(name, definition.spec(), ConnectorLibrary.SHIPPED)) {
      case Checked.Valid<Destination>(var destination) ->
          changed(name, new Plan(destination, definition.version(), definition.changedAt()));
      case Checked.Invalid<Destination> _ ->
          LOG.errorf(
              "Destination %s version %d cannot be read by this release; it goes on as it was",
              name, definition.version());
    }
  }

  @Override
  public void deleted(DefinitionKey key) {
    leaving.values().removeIf(Lane::hasEnded);
    var lane = lanes.remove(key.name());
    if (lane != null) {
      leaving.put(key.name(), lane);
      lane.delete();
    }
  }

  @Override
  public Optional<LaneReport> report(String destination) {
    return Optional.ofNullable(lanes.get(destination))
        .map(lane -> {
          var board = lane.board();
          return new LaneReport(
              board.plan().version(),
              board.balance(),
              board.state(Clock.systemUTC().instant()),
              lane.behind());
        });
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    lanes.values().forEach(Lane::stop);
    long end = System.nanoTime() + END_PATIENCE.toNanos();
    for (var lane : lanes.values()) {
      if (!lane.awaitEnd(Duration.ofNanos(Math.max(0, end - System.nanoTime())))) {
        LOG.warn("A destination did not end in time; what is under way is sent again, same keys");
      }
    }
    reader.stop(READER_PATIENCE);
  }

  private void changed(String name, Plan plan) {
    var running = lanes.get(name);
    if (running != null) {
      running.follow(plan);
      return;
    }
    var lane = new Lane(parts, reader, plan);
    lanes.put(name, lane);
    lane.start(leaving.remove(name));
  }
}
