package dev.tributary.identity.domain.linkage.observation;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Observations stored lately. Forgets the oldest; what it does not know is stored again, which
 * changes nothing. Safe for several threads.
 */
public final class Recent {

  private final Map<Observation, Boolean> known;

  /** Knows nothing yet, and at most so many. */
  public Recent(int most) {
    this.known =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<Observation, Boolean> eldest) {
            return size() > most;
          }
        };
  }

  synchronized boolean has(Observation observation) {
    return known.get(observation) != null;
  }

  synchronized void put(Collection<Observation> observations) {
    observations.forEach(observation -> known.put(observation, true));
  }
}
