package dev.tributary.governance.domain;

/**
 * One thing wrong with a record. Never holds the value it is about.
 *
 * @param field path of the field in the event, for instance {@code userId}; empty for the record as
 *     a whole
 * @param code stable across releases: metrics, replays and answers all use it
 * @param message for people
 */
public record Finding(String field, String code, String message) {}
