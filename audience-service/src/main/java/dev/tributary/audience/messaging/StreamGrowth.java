package dev.tributary.audience.messaging;

import dev.tributary.audience.domain.plan.Latest;
import dev.tributary.audience.domain.query.Growth;
import dev.tributary.audience.domain.query.GrowthQueries;
import dev.tributary.audience.domain.rule.Rule;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;

/** Answers from the stores of all partitions together. */
@ApplicationScoped
class StreamGrowth implements GrowthQueries {

  private final PartitionStores stores;
  private final Latest latest;
  private final Clock clock = Clock.systemUTC();

  StreamGrowth(PartitionStores stores, Latest latest) {
    this.stores = stores;
    this.latest = latest;
  }

  @Override
  public Optional<List<Growth.Point>> growth(String audience, Growth.Step step, int steps) {
    long id = Rule.Audience.idOf(audience);
    return latest.all().containsKey(id)
        ? Optional.of(PartitionStores.answering(() -> growth(id, step, steps)))
        : Optional.empty();
  }

  private List<Growth.Point> growth(long audience, Growth.Step step, int steps) {
    var sizes = new ArrayList<NavigableMap<Long, Long>>();
    long members = 0;
    for (var store : stores.all()) {
      sizes.add(SizeStore.growth(store, audience));
      members += SizeStore.size(store, audience);
    }
    return Growth.of(sizes, step, steps, members, clock.millis());
  }
}
