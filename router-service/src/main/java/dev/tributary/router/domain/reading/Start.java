package dev.tributary.router.domain.reading;

import java.util.Collection;

/**
 * Where a shared reader begins in a partition that is new to it: as far back as those need who are
 * close to the foremost, so that they need no reader of their own; but no further, so that one who
 * is far behind holds up nobody.
 */
public final class Start {

  /** Records that are sooner read again by all than by a reader of one's own. */
  public static final long NEAR = 10_000;

  private Start() {}

  /**
   * From where each goes on.
   *
   * @param nexts at least one
   */
  public static long of(Collection<Long> nexts) {
    long foremost = nexts.stream().mapToLong(Long::longValue).max().orElseThrow();
    return nexts.stream()
        .mapToLong(Long::longValue)
        .filter(next -> next >= foremost - NEAR)
        .min()
        .orElse(foremost);
  }
}
