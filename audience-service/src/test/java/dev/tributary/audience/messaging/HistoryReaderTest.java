package dev.tributary.audience.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.audience.domain.engine.Occurrence;
import dev.tributary.audience.domain.engine.Program;
import dev.tributary.audience.domain.rule.EventKind;
import dev.tributary.audience.domain.state.Profile;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.proto.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Pieces of random sizes over random logs with gaps, some of them read again as after a crash: each
 * record before the end is in exactly one piece.
 */
class HistoryReaderTest {

  private static final TopicPartition PARTITION = new TopicPartition(Topic.RESOLVED.topicName(), 0);
  private static final Program PROGRAM =
      new Program(
          List.of(),
          Written.specified(true, "orders", 1, "{\"count\":{\"event\":\"Order\"}}")
              .features()
              .values(),
          Map.of(),
          List.of());
  private static final int ROUNDS = 300;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void countsEachRecordInOnePiece(int seed) throws InterruptedException {
    var random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      var log = new Log(random);
      long until = random.nextLong(log.end + 5);
      var reader = new HistoryReader(log, PARTITION);
      long next = 0;
      long counted = 0;
      while (next < until) {
        int entries = 1 + random.nextInt(12);
        var piece = reader.read(builder(), next, History.AS_LARGE_AS_MAY_BE, until, entries);
        assertThat(piece.end()).isGreaterThan(next).isLessThanOrEqualTo(until);
        if (random.nextInt(3) == 0) { // A crash before it was taken in: the same piece again
          var again = random.nextBoolean() ? reader : new HistoryReader(log, PARTITION);
          var same = again.read(builder(), next, piece.end(), until, entries);
          assertThat(same.end()).isEqualTo(piece.end());
          assertThat(count(same)).isEqualTo(count(piece));
          reader = again;
        }
        assertThat(count(piece)).isEqualTo(log.orders(next, piece.end()));
        counted += count(piece);
        next = piece.end();
      }
      assertThat(counted).isEqualTo(log.orders(0, until));
    }
  }

  private static PieceBuilder builder() {
    return new PieceBuilder(PROGRAM, 0);
  }

  private static long count(History.Piece piece) {
    return piece.profiles().values().stream()
        .flatMap(byVersion -> byVersion.values().stream())
        .mapToLong(HistoryReaderTest::count)
        .sum();
  }

  private static long count(Profile profile) {
    return PROGRAM.additions(order(), Program.ANY_PLAN).stream()
        .mapToLong(addition -> profile.feature(addition.place()).count())
        .sum();
  }

  private static Occurrence order() {
    return new Occurrence(EventKind.TRACK, "Order", 1, () -> Json.Obj.EMPTY);
  }

  /** A partition in which some offsets hold no record, as the ends of transactions do. */
  private static final class Log extends MockConsumer<byte[], byte[]> {

    private final TreeMap<Long, byte[]> records = new TreeMap<>();
    private final TreeMap<Long, Boolean> orders = new TreeMap<>();
    private final Random random;
    private final long end;

    private Log(Random random) {
      super("earliest");
      this.random = random;
      long offset = random.nextInt(3);
      long first = offset;
      for (int i = random.nextInt(60); i > 0; i--) {
        boolean order = random.nextBoolean();
        var event = Wire.event(order ? "Order" : "Other", 1_000).identifiedBy("user_id", "u");
        records.put(offset, event.resolved("p" + random.nextInt(5)).toByteArray());
        orders.put(offset, order);
        offset += 1 + random.nextInt(3);
      }
      this.end = offset + random.nextInt(2);
      updateBeginningOffsets(Map.of(PARTITION, first));
      updateEndOffsets(Map.of(PARTITION, end));
      updatePartitions(
          PARTITION.topic(),
          List.of(new PartitionInfo(PARTITION.topic(), 0, Node.noNode(), null, null)));
    }

    private long orders(long from, long to) {
      return orders.subMap(from, to).values().stream().filter(order -> order).count();
    }

    @Override
    public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
      var polled = new ArrayList<ConsumerRecord<byte[], byte[]>>();
      long position = position(PARTITION);
      int most = random.nextInt(8);
      for (var record : records.tailMap(position).entrySet()) {
        if (polled.size() == most) {
          break;
        }
        polled.add(
            new ConsumerRecord<>(
                PARTITION.topic(), 0, record.getKey(), "p".getBytes(UTF_8), record.getValue()));
        position = record.getKey() + 1;
      }
      boolean through = records.tailMap(position).isEmpty();
      seek(PARTITION, through ? Math.max(position, end + 5) : position);
      return polled.isEmpty()
          ? ConsumerRecords.empty()
          : new ConsumerRecords<>(Map.of(PARTITION, polled), Map.of());
    }
  }
}
