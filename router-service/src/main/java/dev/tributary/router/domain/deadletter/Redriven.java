package dev.tributary.router.domain.deadletter;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * Which dead letters were delivered once more, and when last. All methods may throw {@link
 * dev.tributary.platform.domain.Unavailable}.
 */
public interface Redriven {

  /** Notes that letters were. */
  void note(Collection<LetterId> letters);

  /** Of the letters of a partition from an offset on, to before another. */
  Marks among(int partition, long from, long to);

  /**
   * The marks of a range.
   *
   * @param last by offset, when it was delivered once more last
   */
  record Marks(Map<Long, Instant> last) {

    public static final Marks NONE = new Marks(Map.of());

    /** How far the clocks of two machines may be apart. */
    private static final Duration APART = Duration.ofMinutes(1);

    public Marks {
      last = Map.copyOf(last);
    }

    /**
     * When a letter was; empty where it was not. A mark from before the letter is that of another
     * that stood there, before the topic was made anew.
     */
    public Optional<Instant> of(LetterId id, Letter.Why why) {
      return Optional.ofNullable(last.get(id.offset()))
          .filter(at -> !at.plus(APART).isBefore(why.givenUp()));
    }
  }
}
