package dev.tributary.identity.domain.linkage.model;

/**
 * What one field says of a pair: never a value, only how far two values agree.
 *
 * @param bits log2(m/u) of the level; above 0 speaks for one customer
 * @param rareBits added where the value both agree on is rarer than most, taken off where it is
 *     more common
 */
public record Evidence(String field, String level, double bits, double rareBits) {}
