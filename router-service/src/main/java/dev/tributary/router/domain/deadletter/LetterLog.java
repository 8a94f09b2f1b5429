package dev.tributary.router.domain.deadletter;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The dead letters that are kept. */
public interface LetterLog {

  /**
   * Letters of a destination, the newest first.
   *
   * @throws dev.tributary.platform.domain.Unavailable if they cannot be read now
   */
  Page list(Query query);

  /**
   * One letter; empty where there is none, or none any more.
   *
   * @throws dev.tributary.platform.domain.Unavailable if it cannot be read now
   */
  Optional<Letter> find(LetterId id);

  /**
   * Which letters.
   *
   * @param code only those with it
   * @param from given up at this time or later
   * @param to given up before
   * @param redriven only those that were, or were not, delivered once more
   * @param before only those before this place, to go on from a page
   */
  record Query(
      String destination,
      Optional<String> code,
      Instant from,
      Instant to,
      Optional<Boolean> redriven,
      OptionalLong before,
      int limit) {

    /** Whether a letter is one of them. */
    public boolean wants(Letter letter) {
      var at = letter.why().givenUp();
      return letter.destination().equals(destination)
          && code.map(letter.why().code()::equals).orElse(true)
          && redriven.map(is -> is == letter.redriven().isPresent()).orElse(true)
          && !at.isBefore(from)
          && at.isBefore(to);
    }
  }

  /**
   * Some of them.
   *
   * @param next from where to go on; empty where there are no more
   */
  record Page(List<Letter> letters, OptionalLong next) {
    public Page {
      letters = List.copyOf(letters);
    }
  }
}
