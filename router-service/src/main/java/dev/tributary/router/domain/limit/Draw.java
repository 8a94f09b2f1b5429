package dev.tributary.router.domain.limit;

import java.time.Duration;

/**
 * A wish for tokens of a shared bucket.
 *
 * @param least fewer are of no use; at most the pace's burst
 * @param most what is wanted, from {@code least}
 * @param rest how long the bucket rests where somebody may have been sending without it
 * @param returning whether whoever asks has been
 */
public record Draw(Pace pace, int least, int most, Duration rest, boolean returning) {

  public Draw {
    if (least < 1 || most < least || least > pace.burst()) {
      throw new IllegalArgumentException("a draw of " + least + " to " + most);
    }
  }
}
