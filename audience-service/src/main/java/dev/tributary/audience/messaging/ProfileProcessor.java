package dev.tributary.audience.messaging;

import dev.tributary.audience.domain.engine.Change;
import dev.tributary.audience.domain.engine.Subject;
import dev.tributary.audience.domain.relation.Relations.Entity;
import dev.tributary.audience.domain.state.Profile;
import dev.tributary.audience.domain.timeline.Retention;
import dev.tributary.audience.messaging.StreamMetrics.Outcome;
import dev.tributary.proto.Topic;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Applies to each profile what arrives for it, lets time pass for those whose timer is due, and
 * rechecks all of them after a change of definitions. What it stores, what it tells and the offsets
 * it read are one Kafka transaction: a crash anywhere leaves all of it or none.
 *
 * <p>What a merge or a split takes from a profile is taken out here and sent to the other one's
 * partition through {@code moves}. Where it went stays noted for ever, and whatever still comes is
 * sent after it, however long the way; sent, noted and taken out in one transaction, it counts
 * exactly once. {@link Arrivals} and {@link Partings} decide, {@link
 * dev.tributary.audience.domain.place.Place} says where to.
 *
 * <p>First everything is worked out, then stored, then told: what fails to be worked out leaves no
 * trace but its outcome.
 */
final class ProfileProcessor implements Processor<String, Arrival, String, byte[]>, Outbox {

  private static final Logger LOG = Logger.getLogger(ProfileProcessor.class);

  /**
   * How often jobs and sweeps go on in a thread, task after task, and for how long: half of the
   * time while records come, nearly all of it while none do.
   */
  private static final Duration BETWEEN_PIECES = Duration.ofMillis(20);

  private static final Duration BUSY_PIECE = Duration.ofMillis(10);
  private static final Duration IDLE_PIECE = Duration.ofMillis(18);

  private final Planning planning;
  private final StreamMetrics metrics;
  private final Tracing tracing;
  private final Retention retention;
  private final Duration tick;

  private @Nullable ProcessorContext<String, byte[]> nullableContext;
  private @Nullable ProfileStore nullableStore;
  private @Nullable ReferenceStore nullableReferences;
  private @Nullable Upkeep nullableUpkeep;
  private @Nullable Backfill nullableBackfill;
  private @Nullable Leader leader;
  private boolean busy;

  ProfileProcessor(
      Planning planning,
      StreamMetrics metrics,
      Tracing tracing,
      Retention retention,
      Duration tick) {
    this.planning = planning;
    this.retention = retention;
    this.metrics = metrics;
    this.tracing = tracing;
    this.tick = tick;
  }

  @Override
  public void init(ProcessorContext<String, byte[]> context) {
    KeyValueStore<Bytes, byte[]> state = context.getStateStore(ProfileStore.NAME);
    var store = new ProfileStore(state);
    this.nullableContext = context;
    this.nullableStore = store;
    var references = new ReferenceStore(state, retention);
    this.nullableReferences = references;
    int partition = context.taskId().partition();
    var backfill = planning.backfill(store, this, partition);
    this.nullableBackfill = backfill;
    this.leader = partition == PlanRecord.LEADER ? planning.leader(store, this) : null;
    this.nullableUpkeep = new Upkeep(backfill::program, store, references, metrics, this);
    context.schedule(tick, PunctuationType.WALL_CLOCK_TIME, _ -> upkeep());
    var between = BETWEEN_PIECES.multipliedBy(planning.tasksAThread());
    context.schedule(between, PunctuationType.WALL_CLOCK_TIME, _ -> goOn());
  }

  @Override
  public void process(Record<String, Arrival> record) {
    var place =
        context()
            .recordMetadata()
            .orElseThrow(() -> new IllegalStateException("Every record stands somewhere"));
    boolean resolved = place.topic().equals(Topic.RESOLVED.topicName());
    busy = true;
    try (var _ = tracing.handling(record.headers())) {
      if (resolved) {
        initialised(nullableBackfill).reading(place.offset());
      }
      metrics.record(handle(record.key(), record.value(), place));
    } catch (KafkaException e) {
      throw e; // A broken world: the thread is replaced, and the record read again.
    } catch (RuntimeException e) { // The outermost frame: a poison record harms only itself.
      metrics.record(Outcome.FAILED);
      LOG.error("A record could not be applied to its profile and was left out", e);
    }
    if (resolved) {
      initialised(nullableBackfill).read(place.offset());
    }
  }

  @Override
  public void close() {
    if (nullableBackfill != null) {
      nullableBackfill.release();
    }
  }

  private void upkeep() {
    initialised(nullableUpkeep).tick(now());
  }

  private void goOn() {
    if (leader != null) {
      leader.tick();
    }
    long nanos = (busy ? BUSY_PIECE : IDLE_PIECE).toNanos();
    busy = false;
    var backfill = initialised(nullableBackfill);
    long each = backfill.plan().job().isPresent() ? nanos / 2 : nanos;
    backfill.goOn(this::recall, each);
    initialised(nullableUpkeep).sweep(now(), each);
  }

  private void recall(String profileId, long job, SortedMap<Long, Profile> history) {
    try {
      if (Recalling.recall(task(), profileId, job, history)) {
        initialised(nullableBackfill).forwarded(job);
      }
      metrics.historyTaken();
    } catch (KafkaException e) {
      throw e; // A broken world: the thread is replaced, and the piece done again.
    } catch (RuntimeException e) { // The outermost frame: a poison profile harms only itself.
      LOG.error("A profile's history could not be taken in and was left out", e);
    }
  }

  private Outcome handle(@Nullable String profileId, Arrival arrival, RecordMetadata place) {
    if (profileId == null || profileId.isEmpty()) {
      return Outcome.UNDECODABLE;
    }
    return switch (arrival) {
      case Arrival.Report report -> leader == null ? Outcome.REPEATED : leader.handle(report);
      case Arrival.Wish wish -> leader == null ? Outcome.REPEATED : leader.handle(wish);
      case Arrival.OfPlans ofPlans -> initialised(nullableBackfill).handle(ofPlans);
      default -> {
        var outcome =
            Arrivals.handle(task(), profileId, arrival, place.partition(), place.offset());
        if (arrival instanceof Arrival.Recalled recalled && outcome == Outcome.FORWARDED) {
          initialised(nullableBackfill).forwarded(recalled.job());
        }
        yield outcome;
      }
    };
  }

  private Task task() {
    var backfill = initialised(nullableBackfill);
    return new Task(
        initialised(nullableStore),
        initialised(nullableReferences),
        backfill.program(),
        backfill.plan().number(),
        this,
        now());
  }

  @Override
  public void move(String profileId, byte[] record) {
    send(AudienceTopology.MOVES_SINK, profileId, record);
  }

  @Override
  public void tell(String profileId, Subject subject) {
    for (var change : subject.changes()) {
      var record = ChangeRecord.of(profileId, change, subject.attributes().identifiers());
      send(AudienceTopology.CHANGES_SINK, profileId, record.toByteArray());
      metrics.changeTold(change);
    }
  }

  @Override
  public void tell(Entity entity, List<Change> changes) {
    for (var change : changes) {
      var record = ChangeRecord.of(entity, change);
      send(AudienceTopology.CHANGES_SINK, entity.key(), record.toByteArray());
      metrics.changeTold(change);
    }
  }

  private void send(String sink, String key, byte[] value) {
    Headers headers = new RecordHeaders();
    tracing.inject(headers);
    context().forward(new Record<>(key, value, Math.max(0, now()), headers), sink);
  }

  private long now() {
    return context().currentSystemTimeMs();
  }

  private ProcessorContext<String, byte[]> context() {
    return initialised(nullableContext);
  }

  private static <T> T initialised(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException("Kafka Streams calls init before anything else");
    }
    return part;
  }
}
