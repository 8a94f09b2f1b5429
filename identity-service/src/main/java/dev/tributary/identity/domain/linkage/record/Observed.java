package dev.tributary.identity.domain.linkage.record;

/** A value of a field in its normal form, and the days on which it was seen. */
public record Observed(String value, Days days) {}
