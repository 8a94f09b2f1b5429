package dev.tributary.ingest.domain.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.platform.domain.Unavailable;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Replicas write, count and crash; the store fails before or after it has added; two look for gaps
 * at once and know too early what is old. In the end each record is counted once.
 */
class UsageModelTest {

  private static final int PARTITIONS = 3;
  private static final YearMonth MONTH = YearMonth.of(1970, 1);

  /** One record of the stream: whose it is. */
  private record Written(String source, String user) {}

  /** A store that fails now and then, saying nothing of what it did. */
  private static final class Store implements UsageStore {

    private final Random random;
    private final Map<Integer, BitSet> counted = new HashMap<>();
    private final Map<String, Long> events = new TreeMap<>();
    private boolean reliable;

    Store(Random random) {
      this.random = random;
    }

    @Override
    public Map<Integer, Offsets> counted() {
      var all = new HashMap<Integer, Offsets>();
      counted.forEach((partition, bits) -> {
        var offsets = new Offsets();
        bits.stream().forEach(offsets::add);
        all.put(partition, offsets);
      });
      return all;
    }

    @Override
    public Set<Integer> add(Tally tally) {
      if (!reliable && random.nextInt(8) == 0) {
        throw new Unavailable("before", new IllegalStateException());
      }
      var added = new HashSet<Integer>();
      tally
          .offsets()
          .forEach((partition, offsets) -> {
            var bits = OffsetsTest.bits(offsets.ranges());
            var known = counted.computeIfAbsent(partition, _ -> new BitSet());
            if (!known.intersects(bits)) {
              known.or(bits);
              added.add(partition);
            }
          });
      tally
          .amounts()
          .forEach((key, amount) -> {
            long sum = added.stream().mapToLong(amount::eventsIn).sum();
            events.merge(key.source(), sum, Long::sum);
            assertThat(key.month()).isEqualTo(MONTH);
          });
      if (!reliable && random.nextInt(8) == 0) {
        throw new Unavailable("after", new IllegalStateException());
      }
      return added;
    }

    @Override
    public void forgetFrom(int partition, long offset) {
      throw new AssertionError("nothing was cut");
    }

    @Override
    public List<Usage> between(YearMonth first, YearMonth last) {
      throw new AssertionError("nobody asks");
    }
  }

  /** Walks the gaps of one partition, by and by. */
  private final class Reader {

    private int partition;
    private long position;
    private @Nullable GapWalk walk;
    private Tally tally = new Tally();

    void step() {
      var walking = walk;
      if (walking == null || walking.isDone()) {
        look();
        return;
      }
      long to = position + 1 + random.nextInt(30);
      for (; position < Math.min(to, log(partition).size()); position++) {
        if (walking.wants(position)) {
          var record = log(partition).get((int) position);
          tally.add(partition, position, record.source(), record.user(), 0);
        }
      }
      walking.readTo(position).forEach(range -> tally.covers(partition, range));
      if (random.nextInt(3) == 0 || walking.isDone()) {
        flush();
      }
    }

    private void flush() {
      var taken = tally;
      tally = new Tally();
      addSomehow(taken);
    }

    private void look() {
      partition = random.nextInt(PARTITIONS);
      var known = store.counted().getOrDefault(partition, new Offsets());
      long horizon =
          store.reliable ? log(partition).size() : random.nextInt(log(partition).size() + 1);
      var gaps = known.missingBefore(horizon);
      if (!gaps.isEmpty()) {
        walk = new GapWalk(gaps);
        position = walk.start();
      }
    }
  }

  private Random random = new Random();
  private Store store = new Store(random);
  private final Map<Integer, List<Written>> logs = new HashMap<>();

  private List<Written> log(int partition) {
    return logs.computeIfAbsent(partition, _ -> new ArrayList<>());
  }

  private void addSomehow(Tally tally) {
    try {
      store.add(tally);
    } catch (Unavailable _) {
      // let go, as the service does
    }
  }

  static IntStream seeds() {
    return IntStream.range(0, 100);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyRecordIsCountedOnceInTheEnd(int seed) {
    // Given
    random = new Random(seed);
    store = new Store(random);
    var replicas = new Tally[] {new Tally(), new Tally(), new Tally()};
    var readers = List.of(new Reader(), new Reader());

    // When
    for (int step = 0; step < 1_500; step++) {
      int who = random.nextInt(replicas.length);
      switch (random.nextInt(20)) {
        case 0 -> {
          addSomehow(replicas[who]);
          replicas[who] = new Tally();
        }
        case 1 -> replicas[who] = random.nextInt(3) == 0 ? new Tally() : replicas[who];
        case 2, 3 -> readers.get(random.nextInt(2)).step();
        default -> write(replicas[who]);
      }
    }
    for (var replica : replicas) {
      addSomehow(replica);
    }
    readers.forEach(Reader::flush);
    store.reliable = true;
    var last = new Reader();
    for (int step = 0; step < 5_000 && (step % 50 > 0 || isSomethingMissing()); step++) {
      last.step();
    }

    // Then
    var expected = new TreeMap<String, Long>();
    logs.values().forEach(log -> log.forEach(each -> expected.merge(each.source(), 1L, Long::sum)));
    assertThat(store.events).isEqualTo(expected);
    assertThat(isSomethingMissing()).isFalse();
  }

  private boolean isSomethingMissing() {
    var counted = store.counted();
    return logs.entrySet().stream()
        .anyMatch(log ->
            !counted
                .getOrDefault(log.getKey(), new Offsets())
                .missingBefore(log.getValue().size())
                .isEmpty());
  }

  /** A few records, of which the replica may not learn the place. */
  private void write(Tally replica) {
    int partition = random.nextInt(PARTITIONS);
    for (int i = 0; i <= random.nextInt(4); i++) {
      var record = new Written("s" + random.nextInt(3), "u" + random.nextInt(50));
      log(partition).add(record);
      if (random.nextInt(50) > 0) {
        replica.add(partition, log(partition).size() - 1, record.source(), record.user(), 0);
      }
    }
  }
}
