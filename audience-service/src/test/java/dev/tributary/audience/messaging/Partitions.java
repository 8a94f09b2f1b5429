package dev.tributary.audience.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.audience.domain.engine.Change;
import dev.tributary.audience.domain.engine.Program;
import dev.tributary.audience.domain.engine.Subject;
import dev.tributary.audience.domain.plan.Latest;
import dev.tributary.audience.domain.plan.Plan;
import dev.tributary.audience.domain.plan.Specified;
import dev.tributary.audience.domain.relation.Relations.Entity;
import dev.tributary.audience.domain.state.Profile;
import dev.tributary.audience.domain.timeline.Retention;
import dev.tributary.audience.messaging.NaiveIdentity.Sent;
import dev.tributary.audience.messaging.StreamMetrics.Outcome;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * The partitions of the stream without Kafka: logs in lists, each with the place that was committed
 * last. What a partition does between two commits is undone by a crash.
 */
final class Partitions {

  static final int COUNT = 3;
  static final int NODES = 6;

  private static final long NOW = 1_000_000;
  private static final List<String> KEYS = PlanRecord.keys(COUNT);

  final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);

  private final Latest latest;
  private final Consumer<ToldIdentifiers.Told> listener;
  private final SplittableRandom random;
  private final List<List<Sent>> resolved = new ArrayList<>();
  private final List<List<Map.Entry<String, byte[]>>> moves = new ArrayList<>();
  private final List<Partition> partitions = new ArrayList<>();

  Partitions(Latest latest, Consumer<ToldIdentifiers.Told> listener, SplittableRandom random) {
    this.latest = latest;
    this.listener = listener;
    this.random = random;
    for (int i = 0; i < COUNT; i++) {
      resolved.add(new ArrayList<>());
      moves.add(new ArrayList<>());
    }
    for (int i = 0; i < COUNT; i++) {
      partitions.add(new Partition(i));
    }
  }

  void publish(Sent sent) {
    resolved.get(of(sent.key())).add(sent);
  }

  void wish(Arrival.Wish wish) {
    moves.get(PlanRecord.LEADER).add(Map.entry(KEYS.getFirst(), PlanRecord.ofWish(wish)));
  }

  List<Plan> plans() {
    return partitions.stream().map(one -> one.backfill.plan()).toList();
  }

  ProfileStore store(String profileId) {
    return Stores.crossing(partitions.get(of(profileId)).store);
  }

  void checkRowsApart() {
    partitions.forEach(one -> Stores.checkRowsApart(one.store));
  }

  /** Whether all is in force everywhere, and every profile was looked at since. */
  boolean isSettled(Map<Long, Specified> all) {
    return partitions.stream()
        .allMatch(one ->
            all.values().stream()
                    .allMatch(version -> one.backfill.plan().stateOf(version) == Plan.State.LIVE)
                && Stores.crossing(one.store).swept().isFor(one.backfill.program()));
  }

  /** Lets a random partition work; false where none of them has one to handle or to send. */
  boolean step() {
    var partition = partitions.get(random.nextInt(COUNT));
    partition.step();
    return partitions.stream().anyMatch(Partition::hasWork);
  }

  /** Commits what every partition did, so that all of it is told. */
  void commit() {
    partitions.forEach(Partition::commit);
  }

  /** Ends a partition as a power cut would; it comes back with what it had committed. */
  int crash(int number) {
    partitions.set(number, partitions.get(number).afterCrash());
    return 1;
  }

  private static int of(String key) {
    return key.startsWith("~") ? KEYS.indexOf(key) : (key.charAt(1) - '0') % COUNT;
  }

  private final class Partition implements Outbox {

    private final int number;
    private final MemoryStore store;
    private final Backfill backfill;
    private final Leader leader;
    private final Upkeep upkeep;
    private final List<Map.Entry<String, byte[]>> sent = new ArrayList<>();
    private final List<ToldIdentifiers.Told> told = new ArrayList<>();
    private MemoryStore committed;
    private int committedEvents;
    private int committedMoves;
    private int events;
    private int moved;

    private Partition(int number) {
      this(number, new MemoryStore(), 0, 0);
    }

    private Partition(int number, MemoryStore from, int events, int moved) {
      this.number = number;
      this.committed = from;
      this.committedEvents = events;
      this.committedMoves = moved;
      this.events = events;
      this.moved = moved;
      this.store = from.copy();
      var metrics = new SimpleMeterRegistry();
      var planning =
          new Planning(latest, new PlansInForce(metrics), new Positions(), new Log(), COUNT, 1);
      var profiles = Stores.crossing(store);
      this.backfill = planning.backfill(profiles, this, number);
      this.leader = planning.leader(profiles, this);
      this.upkeep =
          new Upkeep(backfill::program, profiles, references(), new StreamMetrics(metrics), this);
    }

    private Partition afterCrash() {
      return new Partition(number, committed, committedEvents, committedMoves);
    }

    private boolean hasWork() {
      return !sent.isEmpty()
          || events < resolved.get(number).size()
          || moved < moves.get(number).size();
    }

    private void step() {
      switch (random.nextInt(5)) {
        case 0 -> handleEvent();
        case 1, 2 -> handleMove();
        case 3 -> {
          if (number == PlanRecord.LEADER) {
            leader.tick();
          }
          backfill.goOn(this::recall, random.nextBoolean() ? 0 : Long.MAX_VALUE >> 8);
          upkeep.sweep(NOW, Long.MAX_VALUE >> 8);
        }
        default -> commit();
      }
    }

    private void handleEvent() {
      if (events < resolved.get(number).size()) {
        var record = resolved.get(number).get(events);
        backfill.reading(events);
        var bytes = record.value().toByteArray();
        handle(record.key(), ArrivalSerdes.resolved().deserialize("resolved", bytes), events);
        backfill.read(events);
        events++;
      }
    }

    private void handleMove() {
      if (moved < moves.get(number).size()) {
        var record = moves.get(number).get(moved);
        handle(record.getKey(), MoveRecord.read(record.getValue()), moved);
        moved++;
      }
    }

    private void handle(String key, Arrival arrival, long offset) {
      var outcome =
          switch (arrival) {
            case Arrival.Report report -> leader.handle(report);
            case Arrival.Wish wish -> leader.handle(wish);
            case Arrival.OfPlans ofPlans -> backfill.handle(ofPlans);
            default -> Arrivals.handle(task(), key, arrival, number, offset);
          };
      if (arrival instanceof Arrival.Recalled recalled && outcome == Outcome.FORWARDED) {
        backfill.forwarded(recalled.job());
      }
      outcomes.merge(outcome, 1, Integer::sum);
    }

    private void recall(String profileId, long job, SortedMap<Long, Profile> history) {
      if (Recalling.recall(task(), profileId, job, history)) {
        backfill.forwarded(job);
      }
    }

    private Task task() {
      return new Task(
          Stores.crossing(store),
          references(),
          backfill.program(),
          backfill.plan().number(),
          this,
          NOW);
    }

    private ReferenceStore references() {
      return new ReferenceStore(store, new Retention(Duration.ofDays(1_000), 1_000));
    }

    private void commit() {
      committed = store.copy();
      committedEvents = events;
      committedMoves = moved;
      sent.forEach(record -> moves.get(of(record.getKey())).add(record));
      told.forEach(listener);
      sent.clear();
      told.clear();
    }

    @Override
    public void tell(String profileId, Subject subject) {
      told.addAll(ToldIdentifiers.Told.of(profileId, subject));
    }

    @Override
    public void tell(Entity entity, List<Change> changes) {}

    @Override
    public void move(String profileId, byte[] record) {
      sent.add(Map.entry(profileId, record));
    }
  }

  /** Pieces of any size; answers at once, or fails now and then. */
  private final class Log implements History {

    @Override
    public void release(int partition) {
      // Nothing is open.
    }

    @Override
    public Future<Long> position(int partition) {
      return CompletableFuture.completedFuture((long) partitions.get(partition).committedEvents);
    }

    @Override
    public Future<Piece> read(
        int partition, Program program, long from, long pieceEnd, long until) {
      if (random.nextInt(40) == 0) {
        return CompletableFuture.failedFuture(new IllegalStateException("away"));
      }
      long end = pieceEnd == AS_LARGE_AS_MAY_BE ? random.nextLong(from + 1, until + 1) : pieceEnd;
      var piece = new PieceBuilder(program, NOW);
      for (var sent : resolved.get(partition).subList((int) from, (int) end)) {
        piece.add(sent.key().getBytes(UTF_8), sent.value().toByteArray());
      }
      return CompletableFuture.completedFuture(new Piece(end, piece.profiles()));
    }
  }
}
