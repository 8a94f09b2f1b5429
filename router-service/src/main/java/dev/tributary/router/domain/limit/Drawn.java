package dev.tributary.router.domain.limit;

import java.time.Duration;

/** What came of a {@link Draw}. */
public sealed interface Drawn {

  /** Tokens, as many as there were and were wanted. */
  record Granted(int tokens) implements Drawn {}

  /** None yet: the least that is of use is there after this time, if nobody else takes it. */
  record Wait(Duration time) implements Drawn {}

  /**
   * The bucket rests because somebody has been sending without it. For this time each replica has
   * its equal part of the pace to itself; so that all go back to the bucket at one time, when it is
   * empty.
   */
  record Apart(Duration time) implements Drawn {}

  /**
   * There was no bucket: it is new, or was lost, and who else has noticed is not known. It rests as
   * with {@link Apart}; whoever is told this may begin with its part of the burst.
   */
  record Fresh(Duration time) implements Drawn {}
}
