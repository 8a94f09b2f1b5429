package dev.tributary.audience.messaging;

import dev.tributary.audience.domain.engine.Subject;

/** Takes what the handling of a record sends; all of it is committed with the record. */
interface Outbox {

  /** The changes that the work on a profile brought. */
  void tell(String profileId, Subject subject);

  /** A {@link MoveRecord} for another profile's place. In order, for each place. */
  void move(String profileId, byte[] record);
}
