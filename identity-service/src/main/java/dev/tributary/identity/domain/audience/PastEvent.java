package dev.tributary.identity.domain.audience;

import dev.tributary.identity.domain.event.ClientEvent;

/**
 * An event that happened, with its whole document.
 *
 * @param name of what was tracked, of the page or the screen; empty for another call
 */
public record PastEvent(ClientEvent event, String name) {}
