package dev.tributary.ingest.domain.source;

import dev.tributary.ingest.domain.webhook.Webhook;
import java.util.Optional;

/**
 * A source of events, as far as taking its events needs to know it.
 *
 * @param name of its definition; every event carries it
 * @param enabled whether events with this write key are taken
 * @param webhook how a tool sends to it in its own shape, where one does
 */
public record Source(String name, boolean enabled, SourceRules rules, Optional<Webhook> webhook) {}
