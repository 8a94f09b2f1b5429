package dev.tributary.audience.domain.state;

import dev.tributary.platform.domain.InvalidValue;

/**
 * Where that of one profile stands which is too much to be written with each of its events: pages
 * of a large profile, and large states, each by itself, beside the profile.
 */
public interface Apart {

  /** Of a profile that travels: all of it is in it. */
  Apart NOWHERE =
      new Apart() {
        @Override
        public byte[] state(long anchor, long feature) {
          throw new InvalidValue("stored profile", "not whole");
        }

        @Override
        public byte[] page(long number) {
          throw new InvalidValue("stored profile", "not whole");
        }
      };

  /** The state that was written for a feature over the events of an anchor. */
  byte[] state(long anchor, long feature);

  /** The page that was written under a number. */
  byte[] page(long number);
}
