package dev.tributary.router.messaging;

import dev.tributary.platform.definitions.DefinitionsFeed;
import dev.tributary.platform.domain.Unavailable;
import dev.tributary.platform.domain.definition.Definition;
import dev.tributary.platform.domain.definition.Kind;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import dev.tributary.router.config.RouterConfig;
import dev.tributary.router.definitions.Destinations;
import dev.tributary.router.domain.destination.Destination;
import dev.tributary.router.domain.payload.Identity;
import dev.tributary.router.domain.replay.FirstSync;
import dev.tributary.router.domain.replay.Replay;
import dev.tributary.router.domain.replay.Replays;
import dev.tributary.router.domain.replay.Selection;
import dev.tributary.router.domain.replay.Stretches;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that a list is told of everybody who is in its audience, once a destination keeps it.
 * Who enters or leaves from its definition on, changes tell; whoever was in before, this.
 */
@ApplicationScoped
class FirstSyncs {

  private static final Logger LOG = Logger.getLogger(FirstSyncs.class);

  private final DefinitionsFeed feed;
  private final Replays replays;
  private final Stretches stretches;
  private final Duration settle;
  private final Clock clock = Clock.systemUTC();
  private final Set<Seen> seen = new HashSet<>();
  private final Errand errand = new Errand("router-first-syncs", this::look);
  private boolean away;

  /** A definition that needs nothing more. */
  private record Seen(String destination, long version) {}

  FirstSyncs(DefinitionsFeed feed, Replays replays, Stretches stretches, RouterConfig config) {
    this.feed = feed;
    this.replays = replays;
    this.stretches = stretches;
    this.settle = config.lists().settle();
  }

  void start(@Observes StartupEvent event) {
    errand.start();
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    errand.stop();
  }

  private boolean look() {
    if (!feed.loaded()) {
      return false;
    }
    var all = feed.all(Kind.DESTINATION);
    seen.retainAll(all.stream().map(FirstSyncs::seen).toList());
    boolean begun = true;
    for (var definition : all) {
      boolean settled = !clock.instant().isBefore(definition.changedAt().plus(settle));
      if (settled && !seen.contains(seen(definition))) {
        begun &= begin(definition);
      }
    }
    away &= !begun; // said once, until all have begun
    return false;
  }

  /** Whether all of a destination's lists have begun; one that cannot holds up no other. */
  private boolean begin(Definition definition) {
    boolean all = true;
    for (var audience : lists(definition)) {
      try {
        begin(definition, audience);
      } catch (Unavailable e) {
        all = false;
        warn(e.getMessage());
      } catch (RuntimeException e) { // The outermost frame: it is looked at again.
        all = false;
        warn(e.toString());
      }
    }
    if (all) {
      seen.add(seen(definition));
    }
    return all;
  }

  private void warn(@Nullable String reason) {
    if (!away) {
      LOG.warnf("First syncs of lists cannot begin: %s. They do when they can", reason);
      away = true;
    }
  }

  private static Seen seen(Definition definition) {
    return new Seen(definition.key().name(), definition.version());
  }

  private void begin(Definition definition, String audience) {
    var name = definition.key().name();
    // What was defined before may have kept it, and not have heard who left since.
    var selection = new Selection.Members(audience, definition.version() > 1);
    var replay =
        new Replay(
            UUID.randomUUID(),
            name,
            selection,
            false,
            Optional.empty(),
            "first sync of version " + definition.version(),
            clock.instant());
    var sync = new FirstSync(name, audience, definition.version(), what(definition, audience));
    if (replays.addFirst(sync, replay, stretches.of(selection, name))) {
      LOG.infof("Destination %s is told of all who are in %s", name, audience);
    }
  }

  /** All that says which list it is and how it is told: an audience beside it does not. */
  private static String what(Definition definition, String audience) {
    var spec = new LinkedHashMap<>(definition.spec().fields());
    if (spec.get("audiences") instanceof Json.Arr(var items)) {
      var own =
          items.stream()
              .filter(item ->
                  item.equals(Json.of(audience))
                      || (item instanceof Json.Obj one
                          && one.field("audience").equals(Optional.of(Json.of(audience)))))
              .toList();
      spec.put("audiences", new Json.Arr(own));
    }
    spec.keySet().retainAll(Set.of("connector", "settings", "audiences"));
    return Identity.ofList(JsonText.writeString(new Json.Obj(spec)));
  }

  private static List<String> lists(Definition definition) {
    return Destinations.of(definition).map(Destination::lists).orElseGet(List::of);
  }
}
