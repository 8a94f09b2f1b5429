package dev.tributary.identity.domain.identifier;

import java.util.Optional;

/** Knows how the world writes phone numbers. */
public interface PhoneNumbers {

  /**
   * A number as E.164 writes it, such as {@code +493012345678}; empty where the text is no number
   * that one subscriber could have. One with an extension is a switchboard's.
   *
   * @param country where a number without country code is at home, as ISO 3166 names it in two
   *     letters; empty: a number must have its country code
   */
  Optional<String> e164(String text, String country);

  /** Whether there are numbers of a country. */
  boolean isCountry(String country);
}
