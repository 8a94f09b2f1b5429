package dev.tributary.audience.messaging;

import dev.tributary.audience.domain.plan.Latest;
import dev.tributary.audience.domain.plan.Plan;
import dev.tributary.audience.domain.plan.Specified;
import dev.tributary.audience.domain.query.StatusQueries;
import dev.tributary.audience.domain.rule.Rule;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Answers from the stores of all partitions together. */
@ApplicationScoped
class StreamStatusQueries implements StatusQueries {

  private final PartitionStores stores;
  private final Serving serving;
  private final PlansInForce plans;
  private final Latest latest;
  private final StateSizes sizes = new StateSizes();

  StreamStatusQueries(PartitionStores stores, Serving serving, PlansInForce plans, Latest latest) {
    this.stores = stores;
    this.serving = serving;
    this.plans = plans;
    this.latest = latest;
  }

  @Override
  public Optional<Status> ofAudience(String name) {
    return status(Rule.Audience.idOf(name));
  }

  @Override
  public Optional<Status> ofComputedTrait(String name) {
    return status(Rule.ComputedTrait.idOf(name));
  }

  private Optional<Status> status(long rule) {
    return Optional.ofNullable(latest.all().get(rule))
        .map(newest -> PartitionStores.answering(() -> status(newest)));
  }

  private Status status(Specified newest) {
    var exactAt = stores.positions(); // Before anything else is asked: no more is promised.
    var plan = serving.plan();
    var state = plan.stateOf(newest);
    var inForce = plan.rule(newest.id());
    long job =
        plan.job().filter(_ -> state == Plan.State.COMPUTING).map(j -> j.number()).orElse(0L);
    long fingerprint = plans.of(plan).fingerprint();
    boolean swept = true;
    long members = 0;
    long read = 0;
    long of = 0;
    for (var store : stores.all()) {
      members += SizeStore.size(store, newest.id());
      swept &= isSwept(store, fingerprint);
      var progress = store.get(StoreKey.single(StoreKey.PROGRESS));
      if (job != 0 && progress != null) {
        var here = Progress.fromBytes(progress);
        if (here.job == job && here.until != Progress.UNKNOWN) {
          read += Math.min(here.next, here.until);
          of += here.until;
        }
      }
    }
    boolean isAudience = newest.rule() instanceof Rule.Audience;
    return new Status(
        newest.rule().version(),
        state == Plan.State.LIVE && !swept ? Plan.State.COMPUTING : state,
        inForce.map(Rule::version).map(OptionalLong::of).orElseGet(OptionalLong::empty),
        isAudience && inForce.isPresent() ? OptionalLong.of(members) : OptionalLong.empty(),
        sizes.of(newest, plan, stores.all()),
        read,
        of,
        exactAt);
  }

  private static boolean isSwept(ReadOnlyKeyValueStore<Bytes, byte[]> store, long fingerprint) {
    var swept = store.get(StoreKey.single(StoreKey.SWEPT));
    return swept != null && Swept.fromBytes(swept).fingerprint() == fingerprint;
  }
}
