package dev.tributary.audience.domain.query;

import dev.tributary.audience.domain.state.Identifier;

/** Tells whose an identifier is. */
public interface ProfileNames {

  /**
   * Who has it now.
   *
   * @throws dev.tributary.platform.domain.InvalidValue if it can be nobody's
   * @throws dev.tributary.platform.domain.Unavailable while it cannot be told
   */
  Found find(Identifier identifier);

  /** Whose it is. */
  sealed interface Found {

    /** One profile's. */
    record One(String profileId) implements Found {}

    /** Nobody has it. */
    record Nobody() implements Found {}

    /** More than one has it, as a group's id: it does not say who is meant. */
    record Several() implements Found {}
  }
}
