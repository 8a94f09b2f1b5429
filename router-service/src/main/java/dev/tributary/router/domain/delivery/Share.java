package dev.tributary.router.domain.delivery;

/**
 * How much of a backlog one kind of delivery may take: half of it. Once it has that, no more of it
 * is to be read until most is settled, so that each reading brings many. Not thread-safe.
 */
public final class Share {

  private final int most;
  private int taken;
  private boolean sated;

  /**
   * Of a backlog.
   *
   * @param deliveries most that it holds, of any kind
   */
  public Share(int deliveries) {
    this.most = Math.max(1, deliveries / 2);
  }

  /** One more is in the backlog. */
  public void begin() {
    taken++;
    sated |= taken >= most;
  }

  /** One less is. */
  public void end() {
    taken--;
    sated &= taken > most / 2;
  }

  /** Whether no more is to be read for now. */
  public boolean isSated() {
    return sated;
  }
}
