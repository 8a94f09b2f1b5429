package dev.tributary.router.domain.list;

/** Of whom a list is told. */
sealed interface Who {

  /** A profile, by the id that it had once. */
  record Profile(String id) implements Who {}

  /** Whoever has an identifier, by it alone. */
  record Bearer(Member.Name name) implements Who {}
}
