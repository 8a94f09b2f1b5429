package dev.tributary.ingest.domain.usage;

import dev.tributary.ingest.domain.usage.Offsets.Range;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What some records of the stream add to the usage of sources, and which records these are. Events
 * are counted by partition, so that each can be added or left by itself. Users are not: adding one
 * twice changes nothing. Not thread-safe.
 */
public final class Tally {

  /** A source and a month by UTC. */
  public record Key(String source, YearMonth month) {}

  /** What a source has sent in a month. */
  public static final class Amount {

    private final Map<Integer, Long> events = new HashMap<>();
    private final DistinctCount users = DistinctCount.empty();

    /** How many events in a partition. */
    public long eventsIn(int partition) {
      return events.getOrDefault(partition, 0L);
    }

    public DistinctCount users() {
      return users;
    }
  }

  /** A month and the milliseconds that it holds. */
  private record Bounds(YearMonth month, long from, long to) {

    static Bounds around(long millis) {
      var month = YearMonth.from(Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC));
      return new Bounds(month, start(month), start(month.plusMonths(1)));
    }

    private static long start(YearMonth month) {
      return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }
  }

  private final SortedMap<Integer, Offsets> offsets = new TreeMap<>();
  private final Map<Key, Amount> amounts = new HashMap<>();
  private @Nullable Bounds bounds;

  /**
   * Counts an event.
   *
   * @param user its user id, else its anonymous id; empty where it has neither
   * @param receivedAt milliseconds since the epoch
   */
  public void add(int partition, long offset, String source, String user, long receivedAt) {
    offsets.computeIfAbsent(partition, _ -> new Offsets()).add(offset);
    var amount = amounts.computeIfAbsent(new Key(source, month(receivedAt)), _ -> new Amount());
    amount.events.merge(partition, 1L, Long::sum);
    if (!user.isEmpty()) {
      amount.users.add(user);
    }
  }

  /** Says that a range holds nothing to count but what was added. */
  public void covers(int partition, Range range) {
    offsets.computeIfAbsent(partition, _ -> new Offsets()).add(range);
  }

  private YearMonth month(long millis) {
    var known = bounds;
    if (known == null || millis < known.from || millis >= known.to) {
      known = Bounds.around(millis);
      bounds = known;
    }
    return known.month;
  }

  public boolean isEmpty() {
    return offsets.isEmpty();
  }

  /** Of how many ranges it consists, or a few more: what its memory grows with. */
  public int size() {
    return offsets.values().stream().mapToInt(Offsets::size).sum();
  }

  /** How many events in some partitions. */
  public long eventsIn(Set<Integer> partitions) {
    return amounts.values().stream()
        .flatMapToLong(amount -> partitions.stream().mapToLong(amount::eventsIn))
        .sum();
  }

  /** By partition, which records. */
  public SortedMap<Integer, Offsets> offsets() {
    return Collections.unmodifiableSortedMap(offsets);
  }

  public Map<Key, Amount> amounts() {
    return Collections.unmodifiableMap(amounts);
  }
}
