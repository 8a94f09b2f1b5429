package dev.tributary.audience.domain.softlink;

/**
 * Another profile that is probably the same customer, as identity told it.
 *
 * @param score above 0 and below 1
 * @param expiresAtMillis from when on it does not hold any more
 */
public record SoftLink(String other, double score, long expiresAtMillis) {}
