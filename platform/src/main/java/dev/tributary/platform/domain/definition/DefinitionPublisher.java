package dev.tributary.platform.domain.definition;

import dev.tributary.platform.domain.Unavailable;

/** Puts versions in force for every service. */
public interface DefinitionPublisher {

  /**
   * Returns when every reader is going to see this version. Doing it again for the same version is
   * harmless.
   *
   * @throws Unavailable if that is not certain
   */
  void publish(DefinitionVersion version);
}
