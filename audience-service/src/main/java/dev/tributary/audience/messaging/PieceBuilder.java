package dev.tributary.audience.messaging;

import dev.tributary.audience.domain.engine.Program;
import dev.tributary.audience.domain.place.Place;
import dev.tributary.audience.domain.state.Profile;
import dev.tributary.proto.v1.Resolved;
import dev.tributary.proto.v1.ResolvedEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Counts records of the history into the features of a job, profile by profile. */
final class PieceBuilder {

  private static final Logger LOG = Logger.getLogger(PieceBuilder.class);

  private final Program program;
  private final long now;
  private final SortedMap<String, SortedMap<Long, Profile>> profiles = new TreeMap<>();
  private int entries;

  /**
   * Counts nothing yet.
   *
   * @param now what is out of its window at this moment is left out
   */
  PieceBuilder(Program program, long now) {
    this.program = program;
    this.now = now;
  }

  /** How many elements it keeps, about. */
  int entries() {
    return entries;
  }

  SortedMap<String, SortedMap<Long, Profile>> profiles() {
    return profiles;
  }

  /** Adds a record; what is no event, or cannot be read, brings nothing. */
  void add(byte @Nullable [] profileId, byte @Nullable [] value) {
    if (profileId == null || profileId.length == 0 || value == null) {
      return;
    }
    try {
      var glance = EventGlance.at(value);
      var kind = Contributions.kind(glance.type());
      if (kind.isPresent() && program.asksFor(kind.get(), glance.event())) {
        add(new String(profileId, StandardCharsets.UTF_8), Resolved.parseFrom(value).getEvent());
      }
    } catch (IOException _) {
      // The stream counted it as undecodable when it met it.
    } catch (RuntimeException e) { // A poison record harms only itself, as when it was met.
      LOG.error("A record of the history could not be counted and was left out", e);
    }
  }

  private void add(String profileId, ResolvedEvent event) {
    for (var addition : Contributions.additions(program, Program.ANY_PLAN, event.getEvent())) {
      var element = addition.element().after(addition.feature().window().endedBefore(now));
      if (!element.isEmpty()) {
        long version = event.getVersion() > 0 ? event.getVersion() : Place.UNTRACKED;
        var profile =
            profiles
                .computeIfAbsent(profileId, _ -> new TreeMap<>())
                .computeIfAbsent(version, _ -> new Profile());
        long anchor = profile.keptUnder(Contributions.anchor(event));
        var before = profile.feature(anchor, addition.place());
        var after = before.combined(element);
        profile.setFeature(anchor, addition.place(), after);
        profile.heard(anchor, Math.max(0, version));
        entries += after.size() - before.size();
      }
    }
  }
}
