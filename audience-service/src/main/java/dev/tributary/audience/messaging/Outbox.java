package dev.tributary.audience.messaging;

import dev.tributary.audience.domain.engine.Change;
import dev.tributary.audience.domain.engine.Subject;
import dev.tributary.audience.domain.relation.Relations.Entity;
import java.util.List;

/** Takes what the handling of a record sends; all of it is committed with the record. */
interface Outbox {

  /** The changes that the work on a profile brought. */
  void tell(String profileId, Subject subject);

  /** The changes of an account or household. */
  void tell(Entity entity, List<Change> changes);

  /** A {@link MoveRecord} for another profile's place. In order, for each place. */
  void move(String profileId, byte[] record);
}
