package dev.tributary.audience.domain.state;

/** A way to name a profile, for instance {@code user_id} and its value. */
public record Identifier(String type, String value) {}
