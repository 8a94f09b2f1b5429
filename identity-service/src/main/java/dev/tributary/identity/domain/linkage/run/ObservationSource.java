package dev.tributary.identity.domain.linkage.run;

import dev.tributary.identity.domain.linkage.record.Days;
import dev.tributary.identity.domain.linkage.record.ObservedField;
import java.util.UUID;

/**
 * Reads all observations. Throws {@code dev.tributary.platform.domain.Unavailable} while the store
 * is away.
 */
public interface ObservationSource {

  /** Visits each observation with the profile that it belongs to now, by anchor. */
  void forEach(Visitor visitor);

  /** Sees an observation. */
  interface Visitor {
    void observed(UUID anchor, UUID profile, ObservedField field, String value, Days days);
  }
}
