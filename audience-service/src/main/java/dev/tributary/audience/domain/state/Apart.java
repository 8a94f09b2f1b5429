package dev.tributary.audience.domain.state;

import dev.tributary.platform.domain.InvalidValue;

/**
 * Where those states of one profile stand that are too large to be written with each of its events:
 * each by itself, beside the profile.
 */
public interface Apart {

  /** Of a profile that travels: all its states are in it. */
  Apart NOWHERE =
      (_, _) -> {
        throw new InvalidValue("stored profile", "not whole");
      };

  /** The state that was written for a feature over the events of an anchor. */
  byte[] read(long anchor, long feature);
}
