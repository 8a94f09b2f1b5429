package dev.tributary.identity.domain.linkage.observation;

import dev.tributary.identity.domain.linkage.record.ObservedField;
import java.util.UUID;

/**
 * A value that an event showed, on a day counted from 1970-01-01 UTC.
 *
 * @param anchor id of the identifier that the event belongs to
 * @param value in its normal form; neither empty nor longer than {@link
 *     ObservedField#MAX_VALUE_LENGTH}
 */
public record Observation(UUID anchor, ObservedField field, String value, int day) {}
