package dev.tributary.audience.domain.place;

/**
 * Where something went.
 *
 * @param into the profile that has it since
 * @param version the customer's version at which it went
 */
public record Away(String into, long version) {}
