package dev.tributary.router.domain.debounce;

/** When a destination is told a computed trait's values. */
public sealed interface Telling {

  /** Each, as it comes. */
  record AtOnce() implements Telling {}

  /** The newest of each interval, when that is over. */
  record Debounced(Debounce debounce) implements Telling {}
}
