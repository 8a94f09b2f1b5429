package dev.tributary.connectors.domain.definition;

import dev.tributary.platform.domain.fql.Fql;
import dev.tributary.platform.domain.mapping.Mapping;
import java.util.Optional;

/**
 * Which deliveries of a batch went another way than the batch.
 *
 * @param entries where in {@code {status, headers, body}} the list stands
 * @param when which of its entries are meant; one that is no object is {@code {value: …}}
 */
public record ItemRule(
    Mapping entries,
    Named named,
    Optional<Fql> when,
    ResponseRule.Means outcome,
    Optional<Mapping> reason) {

  /** How an entry says which delivery it is about. */
  public sealed interface Named {

    /** There is an entry for each delivery, in their order. */
    record InOrder() implements Named {}

    /** By its place in the batch, from 0. */
    record ByIndex(Mapping index) implements Named {}

    /** By a value that the item has too. */
    record ByValue(Mapping key, Mapping item) implements Named {}
  }
}
