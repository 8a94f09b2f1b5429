package dev.tributary.router.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.tributary.proto.Topic;
import dev.tributary.proto.v1.AudienceMembership;
import dev.tributary.proto.v1.Change;
import dev.tributary.proto.v1.Identifier;
import dev.tributary.proto.v1.TraitComputed;
import dev.tributary.router.domain.debounce.Telling;
import dev.tributary.router.domain.debounce.ValueId;
import dev.tributary.router.domain.delivery.Backlog;
import dev.tributary.router.domain.delivery.Backoff;
import dev.tributary.router.domain.delivery.DeliveryLimits;
import dev.tributary.router.domain.delivery.Judge;
import dev.tributary.router.domain.delivery.Verdict.Failure;
import dev.tributary.router.domain.destination.Destination;
import dev.tributary.router.domain.overview.DeliveryRecorder;
import dev.tributary.router.testing.Specs;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * A lane's board with everything around it played, on a clock of its own: two partitions of {@code
 * changes}, a reader and a recaller of random speed, a destination that fails at random, commits
 * and crashes. Tells what arrived.
 */
final class DebounceWorld {

  static final Duration OUTLAST = Duration.ofMinutes(10); // longer than any debounce here

  private static final int PARTITIONS = 2;
  private static final String DESTINATION = "d";

  final List<Told> told = new ArrayList<>();
  final Map<String, Long> newest = new TreeMap<>();

  private final SplittableRandom die;
  private final int mostWaiting;
  private final List<List<ConsumerRecord<String, byte[]>>> log = new ArrayList<>();
  private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
  private final Map<TopicPartition, Long> next = new HashMap<>();
  private Instant now = Instant.parse("2026-11-27T12:00:00Z");
  private Plan plan;
  private LaneBoard board;

  /** What arrived, how often it may be; {@code interval} is 0 for what is not debounced. */
  record Told(String what, long version, long interval, String key, Instant at) {}

  DebounceWorld(long seed, int mostWaiting, String traits) {
    this(seed, mostWaiting, webhook(traits));
  }

  DebounceWorld(long seed, int mostWaiting, Destination destination) {
    this.die = new SplittableRandom(seed);
    this.mostWaiting = mostWaiting;
    this.plan = new Plan(destination, 1, now);
    for (int i = 0; i < PARTITIONS; i++) {
      log.add(new ArrayList<>());
      committed.put(partition(i), new OffsetAndMetadata(0));
    }
    begin();
  }

  LaneBoard board() {
    return board;
  }

  Instant now() {
    return now;
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  /** A trait of a profile has a new value, concluded so long ago. */
  void change(String trait, int profile, long millisAgo) {
    long version = newest.merge(trait + "/p" + profile, 1L, Long::sum);
    var value = ByteString.copyFromUtf8(Long.toString(version));
    append(
        begun(trait, profile, version, millisAgo)
            .setTrait(TraitComputed.newBuilder().setValue(value))
            .build(),
        profile);
  }

  /** A profile enters the audience {@code z}. */
  void enter(int profile) {
    long version = newest.merge("z/p" + profile, 1L, Long::sum);
    append(
        begun("z", profile, version, 0)
            .setMembership(AudienceMembership.newBuilder().setMember(true))
            .build(),
        profile);
  }

  /** The lane's reader takes at most so many of each partition. */
  void read(int most) {
    var reach = new HashMap<TopicPartition, LaneWaiting.Reach>();
    for (int i = 0; i < PARTITIONS; i++) {
      var partition = partition(i);
      long from = next.getOrDefault(partition, 0L);
      long to = Math.min(log.get(i).size(), from + most);
      if (board.hasRoom()) {
        for (long offset = from; offset < to; offset++) {
          assertThat(board.feed().take(log.get(i).get((int) offset), offset, now)).isTrue();
          next.put(partition, offset + 1);
        }
      }
      reach.put(
          partition, new LaneWaiting.Reach(next.getOrDefault(partition, 0L), log.get(i).size()));
    }
    board.feed().read(reach, now);
    assertThat(board.balance().holds()).isTrue();
  }

  /** One step of the recaller, of at most so many records; false where there is nothing to do. */
  boolean recall(int most) throws InterruptedException {
    switch (board.recalls().await(Duration.ZERO, () -> false)) {
      case Recall.Nothing _ -> {
        return false;
      }
      case Recall.Range range -> {
        long to = Math.min(range.to(), range.from() + most);
        var records = log.get(range.partition().partition()).subList((int) range.from(), (int) to);
        board.recalls().take(range, records, to, now);
      }
      case Recall.Due(var partition, var offsets) -> {
        if (die.nextBoolean()) {
          read(3); // the reader goes on while the recaller reads
        }
        offsets.stream()
            .limit(most)
            .forEach(at -> board.recalls().take(log.get(partition.partition()).get(at.intValue())));
      }
    }
    return true;
  }

  /** Tries at most so many deliveries, of which some fail; false where none could be tried. */
  boolean send(int most, double failing) {
    boolean some = false;
    for (int i = 0; i < most; i++) {
      var work = board.next(now);
      if (work.isEmpty()) {
        return some;
      }
      some = true;
      var compose = (Work.Compose) work.get();
      board.landed();
      var delivery = compose.held().what();
      if (die.nextDouble() < failing) {
        board.park(compose.held(), now.plusSeconds(1), new Failure("status_503", ""));
        continue;
      }
      arrived(delivery);
      if (die.nextDouble() < failing) {
        board.park(
            compose.held(), now.plusSeconds(1), new Failure("timed_out", "")); // it had arrived
      } else {
        board.delivered(compose.held(), Duration.ZERO, now);
      }
    }
    return some;
  }

  void commit() {
    committed.putAll(board.positions());
    committed
        .values()
        .forEach(position -> assertThat(position.metadata().length()).isLessThanOrEqualTo(4_000));
  }

  /** The lane ends without a word and begins at what was committed. */
  void crash() {
    board.handOverAll();
    assertThat(board.balance().holds()).isTrue();
    assertThat(board.balance().pending()).isZero();
    begin();
  }

  /** The definition changes. */
  void define(String traits) {
    plan = new Plan(webhook(traits), plan.version() + 1, now);
    board.plan(plan, now);
  }

  /** Everything goes well until nothing is left to be done. */
  void finish() throws InterruptedException {
    for (int i = 0; i < 100_000; i++) {
      pass(Duration.ofSeconds(1));
      read(1_000);
      boolean busy = recall(1_000);
      busy |= send(1_000, 0);
      boolean allRead =
          next.entrySet().stream()
              .allMatch(entry -> entry.getValue() == log.get(entry.getKey().partition()).size());
      if (!busy && allRead && board.isIdle()) {
        return;
      }
    }
    throw new AssertionError("does not come to an end");
  }

  /** Whether the newest of each wanted value has arrived. */
  void assertNewestArrived() {
    var arrived = new TreeMap<String, Long>();
    told.forEach(one -> arrived.merge(one.what(), one.version(), Math::max));
    assertThat(arrived).isEqualTo(newest);
  }

  /** That of an interval nothing arrived but one value, however often; and never before its end. */
  void assertOneInAnInterval() {
    var keys = new HashMap<String, String>();
    for (var one : told) {
      if (one.interval() > 0) {
        var before = keys.putIfAbsent(one.what() + "@" + one.interval(), one.key());
        assertThat(before == null || before.equals(one.key())).as(one.toString()).isTrue();
        assertThat(one.at().toEpochMilli()).isGreaterThanOrEqualTo(one.interval());
      }
    }
  }

  private void begin() {
    var limits =
        new DeliveryLimits(
            new Backlog.Bounds(8, 40, 1 << 20),
            mostWaiting,
            new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(1)),
            new Judge(Duration.ofSeconds(1)),
            Duration.ofDays(1));
    board =
        new LaneBoard(
            plan,
            limits,
            new LaneAccount(
                new LaneMeters(new SimpleMeterRegistry(), DESTINATION), new DeliveryRecorder()));
    committed.forEach((partition, position) -> {
      board.assign(partition, position);
      next.put(partition, position.offset());
    });
  }

  private void arrived(Delivery delivery) {
    try {
      var change = Change.parseFrom(delivery.source().value());
      var what = change.getDefinition() + "/" + change.getProfileId();
      long interval =
          switch (plan.destination().traits().get(change.getDefinition())) {
            case null -> 0;
            case Telling.AtOnce _ -> 0;
            case Telling.Debounced(var debounce) ->
                debounce.intervalEnd(
                    ValueId.of(DESTINATION, change.getProfileId(), change.getDefinition()),
                    change.getAtMillis());
          };
      told.add(new Told(what, change.getVersion(), interval, delivery.key(), now));
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private Change.Builder begun(String definition, int profile, long version, long millisAgo) {
    return Change.newBuilder()
        .setProfileId("p" + profile)
        .setDefinition(definition)
        .setDefinitionVersion(1)
        .setVersion(version)
        .setAtMillis(now.toEpochMilli() - millisAgo)
        .addIdentifiers(Identifier.newBuilder().setType("user_id").setValue("u" + profile));
  }

  private void append(Change change, int profile) {
    int partition = profile % PARTITIONS;
    var records = log.get(partition);
    records.add(
        new ConsumerRecord<>(
            Topic.CHANGES.topicName(),
            partition,
            records.size(),
            change.getProfileId(),
            change.toByteArray()));
  }

  private static TopicPartition partition(int number) {
    return new TopicPartition(Topic.CHANGES.topicName(), number);
  }

  private static Destination webhook(String traits) {
    return destination(
        "{\"connector\": \"webhook\", \"settings\": {\"url\": \"http://x.example\"}, \"audiences\": [\"z\"], \"traits\": %s}"
            .formatted(traits));
  }

  static Destination destination(String spec) {
    return Specs.valid(DESTINATION, spec);
  }
}
