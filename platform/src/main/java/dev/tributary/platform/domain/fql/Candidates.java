package dev.tributary.platform.domain.fql;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What a field can be: anything at all, or one of some strings and nothing else. */
sealed interface Candidates {

  record Anything() implements Candidates {}

  record OneOf(Set<String> strings) implements Candidates {
    public OneOf {
      strings = Set.copyOf(strings);
    }
  }

  /** What it can be where both hold. */
  default Candidates and(Candidates other) {
    return switch (this) {
      case Anything _ -> other;
      case OneOf(var strings) ->
          switch (other) {
            case Anything _ -> this;
            case OneOf(var others) -> {
              var common = new HashSet<>(strings);
              common.retainAll(others);
              yield new OneOf(common);
            }
          };
    };
  }

  /** What it can be where at least one holds. */
  default Candidates or(Candidates other) {
    return switch (this) {
      case Anything _ -> this;
      case OneOf(var strings) ->
          switch (other) {
            case Anything _ -> other;
            case OneOf(var others) -> {
              var all = new HashSet<>(strings);
              all.addAll(others);
              yield new OneOf(all);
            }
          };
    };
  }

  /** The strings, where they are all there can be. */
  default Optional<Set<String>> closed() {
    return switch (this) {
      case Anything _ -> Optional.empty();
      case OneOf(var strings) -> Optional.of(strings);
    };
  }
}
