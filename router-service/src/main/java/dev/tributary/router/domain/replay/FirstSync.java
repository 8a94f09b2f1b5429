package dev.tributary.router.domain.replay;

import java.util.Optional;

/**
 * The first time that a list is told of everybody who is in an audience: as soon as a destination
 * keeps it as a list, and again where it did not for a while, or keeps another one.
 *
 * @param version of the destination's definition, in which it keeps the list
 * @param what says which list it is and how it is told, and is another text for another
 */
public record FirstSync(String destination, String audience, long version, String what) {

  /** The newest version so far in which a list was seen to be kept, and which it was. */
  public record Kept(long version, String what) {}

  /** Whether it has to be made. */
  public boolean isDue(Optional<Kept> known) {
    // From one version to the next nothing was missed; in one in between it may not have been kept.
    return known.isEmpty()
        || known.get().version() < version - 1
        || (known.get().version() < version && !known.get().what().equals(what));
  }
}
