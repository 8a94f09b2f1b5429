package dev.tributary.identity.domain.graph;

import dev.tributary.identity.domain.event.Birth;

/**
 * A decision under the birth of its event.
 *
 * @param messageId of that event: a birth whose topic was made anew names another event, and then
 *     an old decision is not about it
 */
public record StoredDecision(Birth birth, String messageId, Decision decision) {}
