package dev.tributary.warehouse.domain;

/** What became of one item. Closed on purpose: who calls has to deal with each. */
public sealed interface Outcome {

  /** In the warehouse, for good. */
  record Stored() implements Outcome {}

  /**
   * Will never be stored as it is. No part of it was, unless the warehouse has no transaction over
   * tables: there a row of it may be in another table.
   *
   * @param code stable across releases: {@code message_id_missing}, {@code message_id_invalid},
   *     {@code message_id_too_long} or {@code refused_by_warehouse}
   */
  record Discarded(String code) implements Outcome {}

  /**
   * Not stored, and may be later.
   *
   * @param reason for an operator; holds names of tables and the warehouse's codes, never values
   */
  record Retry(String reason) implements Outcome {}
}
