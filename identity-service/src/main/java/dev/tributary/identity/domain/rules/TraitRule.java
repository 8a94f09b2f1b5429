package dev.tributary.identity.domain.rules;

import java.time.Instant;
import java.util.List;

/** Which of several values of one trait holds, said as a number: the highest. */
public sealed interface TraitRule {

  /** Instants further than this from 1970, about 4,460 years, are as far as this. */
  long FARTHEST_MILLIS = (1L << 47) - 1;

  /** Higher holds. */
  long precedence(Instant time, String source);

  /** The value of the latest event. */
  record Latest() implements TraitRule {

    @Override
    public long precedence(Instant time, String source) {
      return time.toEpochMilli();
    }
  }

  /** The value of the first event; a later one changes nothing, nor does a later removal. */
  record First() implements TraitRule {

    @Override
    public long precedence(Instant time, String source) {
      return -time.toEpochMilli();
    }
  }

  /**
   * The value from the best source, of its values the latest.
   *
   * @param sources best first; one that is not named comes after all that are
   */
  record BestSource(List<String> sources) implements TraitRule {

    public BestSource {
      sources = List.copyOf(sources);
    }

    @Override
    public long precedence(Instant time, String source) {
      int place = sources.indexOf(source);
      long rank = place < 0 ? 0 : sources.size() - place;
      long millis = Math.clamp(time.toEpochMilli(), -FARTHEST_MILLIS, FARTHEST_MILLIS);
      return (rank << 48) + millis + FARTHEST_MILLIS;
    }
  }
}
