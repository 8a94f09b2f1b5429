package dev.tributary.warehouse.domain;

import java.util.List;

/**
 * Items to be loaded together, all of one source.
 *
 * @param source name of the source; the schema is called after it
 */
public record Batch(String source, List<Item> items) {

  public Batch {
    items = List.copyOf(items);
  }
}
