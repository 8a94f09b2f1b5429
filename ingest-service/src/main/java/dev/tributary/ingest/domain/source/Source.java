package dev.tributary.ingest.domain.source;

/**
 * A source of events, as far as taking its events needs to know it.
 *
 * @param name of its definition; every event carries it
 * @param enabled whether events with this write key are taken
 * @param origins the web pages that may send
 * @param ip what is kept of clients' addresses
 */
public record Source(String name, boolean enabled, Origins origins, IpRule ip) {}
