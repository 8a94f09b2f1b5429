package dev.tributary.platform.domain.definition;

/**
 * One thing that is wrong with a definition.
 *
 * @param path where, for instance {@code spec.who.all[0].where}
 * @param reason what, for a person; never holds a secret
 */
public record Violation(String path, String reason) {}
