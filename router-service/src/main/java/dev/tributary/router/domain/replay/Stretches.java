package dev.tributary.router.domain.replay;

import dev.tributary.router.domain.replay.Replay.Part;
import java.util.List;

/** Knows where in the bus stands what a replay is to read. */
public interface Stretches {

  /**
   * What is to be read for a selection: everything that is in it now, and as little else as can be
   * told without reading.
   *
   * @throws dev.tributary.platform.domain.Unavailable if the bus cannot be asked now
   */
  List<Part> of(Selection selection, String destination);
}
