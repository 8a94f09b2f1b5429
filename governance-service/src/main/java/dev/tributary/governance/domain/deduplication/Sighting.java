package dev.tributary.governance.domain.deduplication;

/**
 * A message that was let through.
 *
 * @param birth the record that was let through
 * @param atMillis its time of receipt
 */
public record Sighting(Birth birth, long atMillis) {}
