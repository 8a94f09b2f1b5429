package dev.tributary.ingest.domain.event;

import dev.tributary.ingest.domain.request.Field;

/**
 * Why an event was refused.
 *
 * @param field the field that is wrong, or {@link Field#OTHER} where it is the event as a whole
 * @param message a sentence for the developer who sent it; holds none of the event's values
 */
public record Rejection(RejectionCode code, Field field, String message) {}
