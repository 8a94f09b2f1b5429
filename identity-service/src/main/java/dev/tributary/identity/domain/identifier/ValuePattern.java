package dev.tributary.identity.domain.identifier;

/** A regular expression over values of identifiers. */
public interface ValuePattern {

  /** Whether it matches the value or a part of it, in time proportional to the value's length. */
  boolean isFoundIn(String value);
}
