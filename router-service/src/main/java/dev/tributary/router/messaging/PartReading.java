package dev.tributary.router.messaging;

import dev.tributary.proto.v1.Redelivery;
import dev.tributary.router.domain.deadletter.LetterId;
import dev.tributary.router.domain.destination.Destination;
import dev.tributary.router.domain.replay.Tally;
import java.util.List;
import java.util.Optional;

/** Reads what a replay is to read of one part, a bit at a time. Used by one thread. */
interface PartReading extends AutoCloseable {

  /** Where it begins, with what was found before that. */
  Noted begins();

  /**
   * Reads on.
   *
   * @param next where the bit begins
   * @throws dev.tributary.platform.domain.Unavailable or a Kafka exception if it cannot now
   */
  Bit read(long next, Destination destination);

  @Override
  void close();

  /**
   * What is to be delivered of one bit.
   *
   * @param next where the next begins; the end of the part after the last
   */
  record Bit(long next, List<Wanted> wanted, Tally tally) {}

  /**
   * A delivery that is to be made once more.
   *
   * @param letter the dead letter that it was; empty where it was none
   */
  record Wanted(Redelivery redelivery, Optional<LetterId> letter) {}

  /** How far a part is, and what was found in it. */
  record Noted(long next, Tally tally) {
    Noted plus(Bit bit) {
      return new Noted(bit.next(), tally.plus(bit.tally()));
    }
  }
}
