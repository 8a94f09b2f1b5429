package dev.tributary.warehouse.domain;

import java.util.List;

/**
 * Somewhere that keeps events as tables, in Segment's schema.
 *
 * <p>A load may be repeated any number of times, whole or in part, and batches may come in any
 * order: the tables end the same, with exactly one row a message id in each.
 */
public interface Warehouse {

  /**
   * Loads a batch and returns when what is stored is safe.
   *
   * <p>Blocks. Never throws for what a warehouse may do: whatever goes wrong is an outcome.
   *
   * @return one outcome an item, in the order of the items
   */
  List<Outcome> load(Batch batch);
}
