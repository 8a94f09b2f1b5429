package dev.tributary.audience.domain.place;

/** Where something belongs, as far as one place can tell. */
public sealed interface Route {

  /** It belongs to the profile of this place. */
  record Here() implements Route {}

  /** It went elsewhere; the place there can tell more. */
  record There(Away away) implements Route {}
}
