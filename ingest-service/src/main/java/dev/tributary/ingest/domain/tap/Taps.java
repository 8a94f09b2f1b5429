package dev.tributary.ingest.domain.tap;

import dev.tributary.platform.domain.fql.Fql;

/** Shows sources' events while they come. */
public interface Taps {

  int MOST_LAST = 1_000;

  /**
   * Shows the last events of a source that a filter holds for, oldest first, and then those that
   * come, until the viewer has left. Blocks all the while.
   *
   * @param last how many of the last; those of a busy stream only as far as is looked back
   * @throws dev.tributary.platform.domain.Unavailable if the stream cannot be read
   * @throws TooMany if as many look as may
   */
  void watch(String source, Fql filter, int last, Viewer viewer);

  /** Who looks. */
  interface Viewer {

    /** Whether he still does. */
    boolean isThere();

    /** Shows one thing; blocks while he is not ready for more. */
    void show(Tapped tapped);

    /** Nothing has come for a while. */
    void idle();
  }

  /** As many look as may. */
  final class TooMany extends RuntimeException {

    public TooMany() {
      super("As many look at sources as may; see tributary.ingest.taps", null, false, false);
    }
  }
}
