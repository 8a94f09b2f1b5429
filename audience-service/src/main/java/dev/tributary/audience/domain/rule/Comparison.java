package dev.tributary.audience.domain.rule;

/** That a value stands so to the value that a trait of the same profile has at that moment. */
public record Comparison(Operator operator, String trait) {}
