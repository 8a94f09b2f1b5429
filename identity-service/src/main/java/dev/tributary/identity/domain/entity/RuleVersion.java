package dev.tributary.identity.domain.entity;

/**
 * Which version of a definition members are derived by.
 *
 * @param gone whether there is no definition any more
 */
public record RuleVersion(String name, long version, boolean gone) {}
