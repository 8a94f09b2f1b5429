package dev.tributary.warehouse.domain.load;

import dev.tributary.warehouse.domain.plan.Fixed;
import dev.tributary.warehouse.domain.row.Drafted.Draft;
import java.util.List;

/** The tables of a warehouse, written to all at once or not at all as far as it can do that. */
public interface TableStore {

  /**
   * Tries to load all drafts.
   *
   * <p>Blocks; never throws for what a warehouse may do. If it answers anything but {@link
   * Attempted.Loaded}, none of the rows can be seen, or the warehouse cannot do so and all of it
   * may be repeated.
   *
   * @param schema in the warehouse's spelling
   */
  Attempted attempt(String schema, List<Draft> drafts, Fixed fixed);
}
