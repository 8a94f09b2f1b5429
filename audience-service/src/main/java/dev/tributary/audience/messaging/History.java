package dev.tributary.audience.messaging;

import dev.tributary.audience.domain.engine.Program;
import dev.tributary.audience.domain.state.Profile;
import java.util.SortedMap;
import java.util.concurrent.Future;

/** The records of {@code resolved} that are there already. No method blocks. */
interface History {

  /** A piece of the history is as large as its features make it; or as was said before. */
  long AS_LARGE_AS_MAY_BE = -1;

  /**
   * The offset of a partition from which this service goes on, were it to start now: the committed
   * one, or that of the first record.
   */
  Future<Long> position(int partition);

  /**
   * Counts a piece of the history of one partition.
   *
   * @param program of whose collected features elements are kept
   * @param from the first offset
   * @param pieceEnd the offset before which the piece ends, or {@link #AS_LARGE_AS_MAY_BE}
   * @param until the offset before which all of it ends
   */
  Future<Piece> read(int partition, Program program, long from, long pieceEnd, long until);

  /** Nothing more of a partition will be asked for, for now. */
  void release(int partition);

  /**
   * What a piece brings to each profile.
   *
   * @param end the offset before which it ends
   * @param profiles by the id that the events had, in the order of the ids: by the customer's
   *     version at which they were known to be that profile's, what they leave in the features
   */
  record Piece(long end, SortedMap<String, SortedMap<Long, Profile>> profiles) {}
}
