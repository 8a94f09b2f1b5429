package dev.tributary.local.domain.traffic;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The events of a shop with many customers at once, endless and entirely determined by a seed:
 * visitors who browse anonymously, sign up, order, come back, often with another device.
 *
 * <p>Each customer visits one session at a time, and each session's events come in order.
 */
public final class ShopTraffic {

  private static final int SESSIONS_AT_ONCE = 40;

  private static final int PERCENT_RETURNING = 70;

  private final SplittableRandom random;

  private final List<Session> sessions = new ArrayList<>();

  private final List<Customer> away = new ArrayList<>();

  private int customers;

  public ShopTraffic(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** The next event, happening {@code now}. */
  public ShopEvent next(Instant now) {
    while (sessions.size() < SESSIONS_AT_ONCE) {
      sessions.add(new Session(visitor(), random));
    }
    var index = random.nextInt(sessions.size());
    var session = sessions.get(index);
    var event = session.next(now);
    if (session.isOver()) {
      sessions.remove(index);
      away.add(session.customer());
    }
    return event;
  }

  private Customer visitor() {
    if (away.isEmpty() || random.nextInt(100) >= PERCENT_RETURNING) {
      customers++;
      return new Customer(customers, random);
    }
    // The smaller of two draws: early customers are the loyal ones, as in any shop.
    var one = random.nextInt(away.size());
    var other = random.nextInt(away.size());
    return away.remove(Math.min(one, other));
  }
}
