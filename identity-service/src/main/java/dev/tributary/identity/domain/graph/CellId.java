package dev.tributary.identity.domain.graph;

import dev.tributary.identity.domain.event.Birth;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.profile.StableIds;
import java.util.UUID;

/**
 * Names a cell: the place that identifiers of one customer hang on, so that a merge moves a cell
 * and not each of its identifiers. Nobody outside the graph sees it.
 */
public record CellId(UUID value) {

  /** The cell that an event makes: the same whenever that event is looked at again. */
  public static CellId bornOf(Birth birth) {
    return new CellId(StableIds.of("tributary.cell/" + birth.partition() + "/" + birth.offset()));
  }

  /** The cell of those that an edit takes out of a customer. */
  public static CellId splitOff(UUID edit, ProfileId survivor) {
    return new CellId(StableIds.of("tributary.cell/" + edit + "/" + survivor.text()));
  }
}
