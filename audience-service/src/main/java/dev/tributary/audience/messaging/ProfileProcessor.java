package dev.tributary.audience.messaging;

import dev.tributary.audience.domain.engine.Engine;
import dev.tributary.audience.domain.engine.Programs;
import dev.tributary.audience.domain.engine.Subject;
import dev.tributary.audience.domain.state.Profile;
import dev.tributary.audience.domain.state.Stored;
import dev.tributary.audience.messaging.StreamMetrics.Outcome;
import dev.tributary.proto.v1.ProfileMerged;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Applies to each profile what arrives for it, lets time pass for those whose timer is due, and
 * rechecks all of them after a change of definitions. What it stores, what it tells and the offsets
 * it read are one Kafka transaction: a crash anywhere leaves all of it or none.
 *
 * <p>A profile that is merged away is taken out here and sent to the surviving one's partition
 * through {@code moves}. A marker stays for ever, and whatever still comes is sent after it,
 * however long the chain of merges; sent, marked and taken out in one transaction, it counts
 * exactly once.
 *
 * <p>First everything is worked out, then stored, then told: what fails to be worked out leaves no
 * trace but its outcome.
 */
final class ProfileProcessor implements Processor<String, Arrival, String, byte[]> {

  private static final Logger LOG = Logger.getLogger(ProfileProcessor.class);

  private final Programs programs;
  private final StreamMetrics metrics;
  private final Tracing tracing;
  private final Duration tick;

  private @Nullable ProcessorContext<String, byte[]> nullableContext;
  private @Nullable ProfileStore nullableStore;
  private @Nullable Upkeep nullableUpkeep;

  ProfileProcessor(Programs programs, StreamMetrics metrics, Tracing tracing, Duration tick) {
    this.programs = programs;
    this.metrics = metrics;
    this.tracing = tracing;
    this.tick = tick;
  }

  @Override
  public void init(ProcessorContext<String, byte[]> context) {
    var store = new ProfileStore(context.getStateStore(ProfileStore.NAME));
    this.nullableContext = context;
    this.nullableStore = store;
    this.nullableUpkeep = new Upkeep(programs, store, metrics, this::tell);
    context.schedule(tick, PunctuationType.WALL_CLOCK_TIME, _ -> upkeep());
  }

  @Override
  public void process(Record<String, Arrival> record) {
    try (var _ = tracing.handling(record.headers())) {
      metrics.record(handle(record.key(), record.value()));
    } catch (KafkaException e) {
      throw e; // A broken world: the thread is replaced, and the record read again.
    } catch (RuntimeException e) { // The outermost frame: a poison record harms only itself.
      metrics.record(Outcome.FAILED);
      LOG.error("A record could not be applied to its profile and was left out", e);
    }
  }

  private void upkeep() {
    if (nullableUpkeep != null) {
      nullableUpkeep.tick(now());
    }
  }

  private Outcome handle(@Nullable String profileId, Arrival arrival) {
    if (profileId == null || profileId.isEmpty()) {
      return Outcome.UNDECODABLE;
    }
    return switch (arrival) {
      case Arrival.Observed observed -> observe(profileId, observed);
      case Arrival.Merged(var merge) -> moveOut(profileId, merge);
      case Arrival.MovedIn movedIn -> moveIn(profileId, movedIn);
      case Arrival.Undecodable _ -> Outcome.UNDECODABLE;
    };
  }

  private Outcome observe(String profileId, Arrival.Observed observed) {
    var program = programs.current();
    var contribution = Contributions.of(program, observed.event());
    if (contribution.isNothing()) {
      return Outcome.IRRELEVANT;
    }
    var stored = store().find(profileId);
    if (stored.isPresent() && stored.get() instanceof Stored.Moved(var into)) {
      int hops = observed.hops() + 1;
      return forward(into, MoveRecord.ofEvent(observed.event(), hops), hops);
    }
    var cause = Contributions.cause(observed.event());
    long now = now();
    boolean changed =
        work(
            profileId,
            stored.map(ProfileProcessor::present).orElseGet(Profile::new),
            stored.isEmpty(),
            subject -> Engine.observe(program, subject, contribution, cause, now));
    return changed ? Outcome.CHANGED : Outcome.UNCHANGED;
  }

  private Outcome moveOut(String profileId, ProfileMerged merge) {
    var into = merge.getIntoProfileId();
    if (into.isEmpty() || into.equals(profileId)) {
      return Outcome.UNDECODABLE;
    }
    var stored = store().find(profileId);
    if (stored.isEmpty()) {
      store().leaveMarker(profileId, into);
      return Outcome.MOVED_OUT;
    }
    return switch (stored.get()) {
      case Stored.Moved _ -> Outcome.REPEATED;
      case Stored.Present(var profile) -> {
        var state = MoveRecord.ofState(profile, store().attributes(profileId), 0);
        store().moveOut(profileId, profile, into);
        send(AudienceTopology.MOVES_SINK, into, state);
        yield Outcome.MOVED_OUT;
      }
    };
  }

  private Outcome moveIn(String profileId, Arrival.MovedIn movedIn) {
    var stored = store().find(profileId);
    if (stored.isPresent() && stored.get() instanceof Stored.Moved(var into)) {
      int hops = movedIn.hops() + 1;
      var state = MoveRecord.ofState(movedIn.profile(), movedIn.attributes(), hops);
      return forward(into, state, hops);
    }
    var program = programs.current();
    long now = now();
    work(
        profileId,
        stored.map(ProfileProcessor::present).orElseGet(Profile::new),
        stored.isEmpty(),
        subject -> Engine.absorb(program, subject, movedIn.profile(), movedIn.attributes(), now));
    return Outcome.MOVED_IN;
  }

  private Outcome forward(String into, byte[] move, int hops) {
    if (hops > Arrival.MOST_HOPS) {
      return Outcome.CIRCULAR;
    }
    send(AudienceTopology.MOVES_SINK, into, move);
    return Outcome.FORWARDED;
  }

  /** Works on a profile, stores what is new and tells what changed; false where nothing is new. */
  private boolean work(
      String profileId, Profile profile, boolean firstSeen, Consumer<Subject> deed) {
    long due = profile.due();
    var subject =
        firstSeen ? Subject.unknown() : Subject.known(profile, () -> store().attributes(profileId));
    deed.accept(subject);
    store().save(profileId, subject, due);
    tell(profileId, subject);
    return subject.profileTouched() || subject.attributesTouched();
  }

  private void tell(String profileId, Subject subject) {
    for (var change : subject.changes()) {
      var record = ChangeRecord.of(profileId, change, subject.attributes().identifiers());
      send(AudienceTopology.CHANGES_SINK, profileId, record.toByteArray());
      metrics.changeTold(change);
    }
  }

  private void send(String sink, String key, byte[] value) {
    Headers headers = new RecordHeaders();
    tracing.inject(headers);
    context().forward(new Record<>(key, value, Math.max(0, now()), headers), sink);
  }

  private static Profile present(Stored stored) {
    return switch (stored) {
      case Stored.Present(var profile) -> profile;
      case Stored.Moved _ ->
          throw new IllegalStateException("A moved profile is sent on, not changed");
    };
  }

  private long now() {
    return context().currentSystemTimeMs();
  }

  private ProcessorContext<String, byte[]> context() {
    return initialised(nullableContext);
  }

  private ProfileStore store() {
    return initialised(nullableStore);
  }

  private static <T> T initialised(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException("Kafka Streams calls init before anything else");
    }
    return part;
  }
}
