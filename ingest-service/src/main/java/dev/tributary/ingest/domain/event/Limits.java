package dev.tributary.ingest.domain.event;

/**
 * How much is taken at once.
 *
 * @param maxEventBytes of one event's JSON as sent, and of what a batch shares with its events
 * @param maxBatchEvents events in one batch
 */
public record Limits(int maxEventBytes, int maxBatchEvents) {}
