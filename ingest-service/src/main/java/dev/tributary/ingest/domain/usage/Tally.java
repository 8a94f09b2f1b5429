package dev.tributary.ingest.domain.usage;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/** What a stretch of the stream adds to the usage of sources. Not thread-safe. */
public final class Tally {

  /** A source and a month by UTC. */
  public record Key(String source, YearMonth month) {}

  /** What it has sent. */
  public static final class Amount {

    private long events;
    private final DistinctCount users = DistinctCount.empty();

    public long events() {
      return events;
    }

    public DistinctCount users() {
      return users;
    }
  }

  private final Map<Key, Amount> amounts = new HashMap<>();

  /**
   * Counts an event.
   *
   * @param user its user id, else its anonymous id; empty where it has neither
   * @param receivedAt milliseconds since the epoch
   */
  public void add(String source, String user, long receivedAt) {
    var month = YearMonth.from(Instant.ofEpochMilli(receivedAt).atOffset(ZoneOffset.UTC));
    var amount = amounts.computeIfAbsent(new Key(source, month), _ -> new Amount());
    amount.events++;
    if (!user.isEmpty()) {
      amount.users.add(user);
    }
  }

  public Map<Key, Amount> amounts() {
    return Map.copyOf(amounts);
  }
}
