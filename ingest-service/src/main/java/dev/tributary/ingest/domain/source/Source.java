package dev.tributary.ingest.domain.source;

/**
 * A source of events, as far as taking its events needs to know it.
 *
 * @param name of its definition; every event carries it
 * @param enabled whether its events are taken
 */
public record Source(String name, boolean enabled) {}
