package dev.tributary.audience.domain.state;

import dev.tributary.platform.domain.InvalidValue;

/**
 * Where those states of one profile stand that are too large to be written with each of its events:
 * each by itself, beside the profile.
 */
public interface Apart {

  /** Of a profile that travels: all its states are in it. */
  Apart NOWHERE =
      new Apart() {
        @Override
        public int largest() {
          return Integer.MAX_VALUE;
        }

        @Override
        public byte[] read(long anchor, long feature) {
          throw new InvalidValue("stored profile", "not whole");
        }

        @Override
        public void write(long anchor, long feature, byte[] state) {
          throw new UnsupportedOperationException("Nothing is too large");
        }

        @Override
        public void drop(long anchor, long feature) {
          throw new UnsupportedOperationException("Nothing is there");
        }
      };

  /** Of how many bytes a state is at most that stands in the profile itself. */
  int largest();

  /** The state that was written for a feature over the events of an anchor. */
  byte[] read(long anchor, long feature);

  void write(long anchor, long feature, byte[] state);

  void drop(long anchor, long feature);
}
