package dev.tributary.governance.domain.deduplication;

/** Where a record stands in {@code received}. Names its event for ever. */
public record Birth(int partition, long offset) {}
