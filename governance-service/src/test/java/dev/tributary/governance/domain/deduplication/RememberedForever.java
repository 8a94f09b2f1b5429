package dev.tributary.governance.domain.deduplication;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Seen messages in memory, for tests. Forgets nothing. */
public final class RememberedForever implements SeenMessages {

  private final Map<MessageKey, Set<Sighting>> sightings = new HashMap<>();

  @Override
  public List<Sighting> of(MessageKey message) {
    return List.copyOf(sightings.getOrDefault(message, Set.of()));
  }

  @Override
  public void remember(MessageKey message, Sighting sighting) {
    sightings.computeIfAbsent(message, _ -> new LinkedHashSet<>()).add(sighting);
  }
}
