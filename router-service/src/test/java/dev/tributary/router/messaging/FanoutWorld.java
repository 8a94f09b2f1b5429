package dev.tributary.router.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.tributary.proto.Topic;
import dev.tributary.proto.v1.Event;
import dev.tributary.proto.v1.EventType;
import dev.tributary.proto.v1.Resolved;
import dev.tributary.proto.v1.ResolvedEvent;
import dev.tributary.router.domain.delivery.Backlog;
import dev.tributary.router.domain.delivery.Backoff;
import dev.tributary.router.domain.delivery.DeliveryLimits;
import dev.tributary.router.domain.delivery.Judge;
import dev.tributary.router.domain.delivery.Verdict.Failure;
import dev.tributary.router.domain.destination.Destination;
import dev.tributary.router.domain.overview.DeliveryRecorder;
import dev.tributary.router.domain.reading.Start;
import dev.tributary.router.testing.Specs;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * A router's shared reading with everything around it played: two partitions of {@code resolved}
 * with markers between records, lanes of little room, their own readers, which may come late with
 * what they read, destinations that fail, partitions that go and come back, and crashes.
 */
final class FanoutWorld {

  private static final int PARTITIONS = 2;
  private static final List<String> NAMES = List.of("A", "B", "C", "D");

  /** What each lane wants; the last wants everything. */
  private static final List<String> TRIGGERS =
      List.of(
          "event = 'A'",
          "event = 'A' or event = 'B'",
          "type = 'track' and event = 'C'",
          "type != 'never'");

  private final SplittableRandom die;
  private final Instant now = Instant.parse("2026-11-27T12:00:00Z");
  private final List<TreeMap<Long, ConsumerRecord<String, byte[]>>> log = new ArrayList<>();
  private final long[] ends = new long[PARTITIONS];
  private final List<Lane> lanes = new ArrayList<>();
  private final Set<TopicPartition> assigned = new TreeSet<>(BY_NUMBER);
  private Fanout fanout = new Fanout();

  private static final Comparator<TopicPartition> BY_NUMBER =
      Comparator.comparingInt(TopicPartition::partition);

  /** One destination; what is committed and what has arrived outlives its board. */
  private final class Lane {
    final String name;
    final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
    final Map<String, Integer> arrived = new TreeMap<>();
    final List<Fetched> fetched = new ArrayList<>();
    Plan plan;
    LaneBoard board;

    Lane(int number) {
      this.name = "d" + number;
      this.plan = new Plan(destination(name, TRIGGERS.get(number)), 1, now);
      IntStream.range(0, PARTITIONS)
          .forEach(i -> committed.put(partition(i), new OffsetAndMetadata(0)));
      this.board = board(plan);
    }
  }

  /** What a lane's own reader has in its hands. */
  private record Fetched(
      TopicPartition partition, long from, List<ConsumerRecord<String, byte[]>> records, long to) {}

  FanoutWorld(long seed) {
    this.die = new SplittableRandom(seed);
    for (int i = 0; i < PARTITIONS; i++) {
      log.add(new TreeMap<>());
    }
    for (int i = 0; i < TRIGGERS.size(); i++) {
      lanes.add(new Lane(i));
    }
    lanes.forEach(lane -> fanout.add(lane.board));
    assign();
  }

  void produce(int records) {
    for (int i = 0; i < records; i++) {
      int number = die.nextInt(PARTITIONS);
      long offset = ends[number] + (die.nextInt(5) == 0 ? 1 : 0); // a transaction's marker
      var name = NAMES.get(die.nextInt(NAMES.size()));
      var value = die.nextInt(30) == 0 ? null : event(name, number + "/" + offset);
      log.get(number)
          .put(
              offset,
              new ConsumerRecord<>(Topic.RESOLVED.topicName(), number, offset, name, value));
      ends[number] = offset + 1;
    }
  }

  /** The shared reader reads on where somebody has room. */
  void readShared(int most) {
    fanout.look();
    for (var partition : assigned) {
      var next = fanout.next(partition);
      if (next != null && fanout.isJoined(partition) && fanout.hasRoom(partition)) {
        var fetched = fetch(partition, next, most);
        fanout.take(partition, fetched.records(), fetched.to(), now);
        assertThat(fanout.next(partition)).isEqualTo(fetched.to());
      }
    }
    check();
  }

  /** A lane's own reader fetches what it lacks, or gives the lane what it has fetched some time. */
  void catchUp(int most) {
    var lane = lanes.get(die.nextInt(lanes.size()));
    if (!lane.fetched.isEmpty() && die.nextBoolean()) {
      give(lane, lane.fetched.remove(die.nextInt(lane.fetched.size())));
    } else if (lane.board.hasRoom()) {
      lane.board
          .feed()
          .apart()
          .forEach((partition, next) -> lane.fetched.add(fetch(partition, next, most)));
    }
    check();
  }

  /** Attempts of every lane, of which some fail. */
  void send(int most, double failing) {
    for (var lane : lanes) {
      for (int i = 0; i < most; i++) {
        var work = lane.board.next(now);
        if (work.isEmpty()) {
          break;
        }
        var held = ((Work.Compose) work.get()).held();
        lane.board.landed();
        var source = held.what().source();
        if (die.nextDouble() < failing) {
          lane.board.park(held, now, new Failure("status_503", ""));
        } else {
          lane.arrived.merge(source.partition() + "/" + source.offset(), 1, Integer::sum);
          lane.board.delivered(held, Duration.ZERO, now);
        }
      }
    }
  }

  void commit() {
    lanes.forEach(lane -> lane.committed.putAll(lane.board.positions()));
  }

  /** A partition goes to another router and comes back, as it was committed. */
  void rebalance() {
    var gone = Set.of(partition(die.nextInt(PARTITIONS)));
    if (die.nextBoolean()) {
      commit();
    }
    fanout.forget(gone);
    lanes.forEach(lane -> lane.board.handOver(gone));
    assigned.removeAll(gone);
    if (die.nextBoolean()) {
      readShared(5);
    }
    assign();
  }

  /** Everything begins anew at what is committed; own readers' last records come late. */
  void crash() {
    fanout = new Fanout();
    assigned.clear();
    for (var lane : lanes) {
      lane.board.handOverAll();
      lane.board = board(lane.plan);
      fanout.add(lane.board);
    }
    assign();
  }

  /** A definition changes, in nothing that it wants. */
  void define() {
    var lane = lanes.get(die.nextInt(lanes.size()));
    lane.plan = new Plan(lane.plan.destination(), lane.plan.version() + 1, now);
    lane.board.plan(lane.plan, now);
    if (die.nextBoolean()) { // else the reader hears of it later
      fanout.changed(lane.board);
    }
  }

  /** Everything goes well until nothing is left. */
  void finish() {
    for (int i = 0; i < 10_000; i++) {
      readShared(50);
      for (int j = 0; j < 20; j++) {
        catchUp(50);
      }
      send(1_000, 0);
      if (isDone()) {
        return;
      }
    }
    throw new AssertionError("does not come to an end");
  }

  /** That everything wanted has arrived, and nothing else. */
  void assertAllArrived() {
    for (int i = 0; i < lanes.size(); i++) {
      var trigger = lanes.get(i);
      var wanted = new TreeSet<String>();
      for (var records : log) {
        for (var record : records.values()) {
          if (RecordReader.read(record, trigger.plan.destination()) instanceof Reading.Wanted) {
            wanted.add(record.partition() + "/" + record.offset());
          }
        }
      }
      assertThat(lanes.get(i).arrived.keySet()).as(trigger.name).isEqualTo(wanted);
      assertThat(trigger.board.balance().holds()).isTrue();
    }
  }

  /** That nothing has arrived twice. */
  void assertNothingTwice() {
    lanes.forEach(lane -> assertThat(lane.arrived.values()).allMatch(times -> times == 1));
  }

  /** How many lanes' partitions are read for all. */
  long joined() {
    return lanes.stream().mapToLong(lane -> fanout.joined(lane.board).size()).sum();
  }

  private boolean isDone() {
    return joined() == (long) lanes.size() * PARTITIONS
        && lanes.stream()
            .allMatch(lane ->
                lane.board.isIdle()
                    && IntStream.range(0, PARTITIONS)
                        .allMatch(i -> lane.board.feed().next(partition(i)) == ends[i]));
  }

  /** Who is read for stands where the reading stands, or further; never before it. */
  private void check() {
    for (var lane : lanes) {
      for (var partition : fanout.joined(lane.board)) {
        assertThat(lane.board.feed().next(partition))
            .isGreaterThanOrEqualTo(fanout.next(partition));
      }
    }
  }

  private void give(Lane lane, Fetched fetched) {
    long from = fetched.from();
    for (var record : fetched.records()) {
      if (!lane.board.feed().take(record, from, now)) {
        return;
      }
      from = record.offset() + 1;
    }
    lane.board.feed().pass(fetched.partition(), from, fetched.to());
  }

  private Fetched fetch(TopicPartition partition, long from, int most) {
    var all = log.get(partition.partition()).tailMap(from, true).values();
    var records = all.stream().limit(most).toList();
    long to =
        records.size() == all.size()
            ? Math.max(from, ends[partition.partition()])
            : records.getLast().offset() + 1;
    return new Fetched(partition, from, records, to);
  }

  private void assign() {
    for (int i = 0; i < PARTITIONS; i++) {
      var partition = partition(i);
      if (assigned.add(partition)) {
        var nexts = new ArrayList<Long>();
        for (var lane : lanes) {
          var position = lane.committed.getOrDefault(partition, new OffsetAndMetadata(0));
          lane.board.assign(partition, position);
          nexts.add(position.offset());
        }
        fanout.place(partition, die.nextBoolean() ? Start.of(nexts) : nexts.getFirst());
      }
    }
  }

  private static LaneBoard board(Plan plan) {
    var limits =
        new DeliveryLimits(
            new Backlog.Bounds(4, 6, 1 << 20),
            100,
            new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(1)),
            new Judge(Duration.ofSeconds(1)),
            Duration.ofDays(1));
    var meters =
        new LaneAccount(
            new LaneMeters(new SimpleMeterRegistry(), plan.destination().name()),
            new DeliveryRecorder());
    return new LaneBoard(plan, limits, meters);
  }

  private static byte[] event(String name, String messageId) {
    var payload = "{\"type\": \"track\", \"event\": \"" + name + "\"}";
    var event =
        Event.newBuilder()
            .setMessageId(messageId)
            .setSource("web")
            .setType(EventType.EVENT_TYPE_TRACK)
            .setEvent(name)
            .setPayload(ByteString.copyFromUtf8(payload));
    return Resolved.newBuilder()
        .setEvent(ResolvedEvent.newBuilder().setProfileId("p").setEvent(event))
        .build()
        .toByteArray();
  }

  private static TopicPartition partition(int number) {
    return new TopicPartition(Topic.RESOLVED.topicName(), number);
  }

  private static Destination destination(String name, String trigger) {
    var spec =
        "{\"connector\": \"webhook\", \"settings\": {\"url\": \"http://x.example\"}, \"events\": {\"trigger\": \"%s\"}}"
            .formatted(trigger);
    return Specs.valid(name, spec);
  }
}
