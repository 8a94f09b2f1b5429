package dev.tributary.warehouse.domain.row;

import java.util.List;

/** What an item comes to, before it is known what the warehouse has. */
public sealed interface Drafted {

  /** Rows, and what has no place in them. */
  record Draft(List<Row> rows, List<Discard> discards) implements Drafted {

    public Draft {
      rows = List.copyOf(rows);
      discards = List.copyOf(discards);
    }
  }

  /**
   * Nothing that could be stored.
   *
   * @param code see {@link dev.tributary.warehouse.domain.Outcome.Discarded}
   */
  record Invalid(String code) implements Drafted {}
}
