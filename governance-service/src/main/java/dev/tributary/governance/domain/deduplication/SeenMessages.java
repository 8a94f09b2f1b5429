package dev.tributary.governance.domain.deduplication;

import java.util.List;

/**
 * The messages that were let through. Forgets by itself, but never a sighting that {@link
 * Deduplication} may still ask for.
 */
public interface SeenMessages {

  /** Every remembered sighting of the message, each once, in no order; empty when there is none. */
  List<Sighting> of(MessageKey message);

  /** Remembers one more sighting. The same one again changes nothing. */
  void remember(MessageKey message, Sighting sighting);
}
