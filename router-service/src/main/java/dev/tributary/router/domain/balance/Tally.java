package dev.tributary.router.domain.balance;

import java.util.Map;
import java.util.TreeMap;

/**
 * Keeps one destination's {@link Balance}: each delivery is matched once and settled once. Not
 * thread-safe.
 */
public final class Tally {

  private long matched;
  private long delivered;
  private long dead;
  private long pending;
  private final Map<String, Long> discarded = new TreeMap<>();

  public void matched() {
    matched++;
    pending++;
  }

  public void delivered() {
    settle();
    delivered++;
  }

  public void dead() {
    settle();
    dead++;
  }

  /** Settled without being sent, for a reason with a stable code. */
  public void discarded(String reason) {
    settle();
    discarded.merge(reason, 1L, Long::sum);
  }

  public long pending() {
    return pending;
  }

  public Balance balance() {
    return new Balance(matched, delivered, discarded, dead, pending);
  }

  private void settle() {
    if (pending == 0) {
      throw new IllegalStateException("settled more than matched");
    }
    pending--;
  }
}
