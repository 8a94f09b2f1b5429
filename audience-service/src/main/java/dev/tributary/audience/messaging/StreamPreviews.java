package dev.tributary.audience.messaging;

import dev.tributary.audience.config.AudienceConfig;
import dev.tributary.audience.domain.plan.Latest;
import dev.tributary.audience.domain.preview.Estimate;
import dev.tributary.audience.domain.preview.Previews;
import dev.tributary.audience.domain.preview.Unsaved;
import dev.tributary.audience.domain.rule.EventKind;
import dev.tributary.audience.domain.rule.Feature;
import dev.tributary.audience.domain.rule.Rule;
import dev.tributary.audience.domain.rule.Selector;
import dev.tributary.audience.domain.timeline.EventReference;
import dev.tributary.audience.domain.timeline.Retention;
import dev.tributary.platform.domain.Unavailable;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * Looks at a random sample of the profiles. What is counted of them already is taken from what is
 * stored; what is not, from their own events, which their timelines lead to.
 */
@ApplicationScoped
class StreamPreviews implements Previews {

  /** Of a share of one half it leaves two points of doubt in a hundred; of a rare one far less. */
  private static final int PROFILES_WITH_HISTORY = 2_000;

  private static final int PROFILES = 100_000;

  /** All partitions together. */
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  /** Read from the history at once, of all partitions together. */
  private static final int EVENTS = 3_000;

  private static final int LEAST_EVENTS = 50;

  private static final int AT_ONCE = 2;

  private final PartitionStores stores;
  private final Serving serving;
  private final Latest latest;
  private final EventReader reader;
  private final Retention retention;
  private final Clock clock = Clock.systemUTC();
  private final Semaphore free = new Semaphore(AT_ONCE);
  private final Timer made;

  StreamPreviews(
      PartitionStores stores,
      Serving serving,
      Latest latest,
      EventReader reader,
      AudienceConfig config,
      MeterRegistry metrics) {
    this.stores = stores;
    this.serving = serving;
    this.latest = latest;
    this.reader = reader;
    this.retention = config.timeline().retention();
    this.made = metrics.timer("tributary.audience.previews");
  }

  @Override
  public Preview of(Rule.Audience audience) {
    if (!free.tryAcquire()) {
      throw new Unavailable("Too many previews at once", null);
    }
    var sample = Timer.start();
    try {
      return PartitionStores.answering(() -> preview(audience));
    } finally {
      free.release();
      sample.stop(made);
    }
  }

  private Preview preview(Rule.Audience audience) {
    var unsaved = Unsaved.of(audience, latest.all(), serving.plan().generations());
    long now = clock.millis();
    var all = stores.all();
    int events = Math.max(LEAST_EVENTS, EVENTS / all.size());
    long end = System.nanoTime() + PATIENCE.toNanos();
    var look = new SampleLook(unsaved, names(unsaved.missing()), stores, reader, events, now);
    int quota = (unsaved.missing().isEmpty() ? PROFILES : PROFILES_WITH_HISTORY) / all.size();
    double profiles = 0;
    boolean exhaustive = true;
    for (int i = 0; i < all.size(); i++) {
      long left = end - System.nanoTime();
      try (var walk = new ProfileWalk(all.get(i))) {
        long met = look.at(walk, quota, System.nanoTime() + left / (all.size() - i));
        exhaustive &= !walk.hasNext();
        // The last one that was met stands where the way ends: it tells nothing of how many there
        // are.
        profiles += walk.hasNext() ? (met - 1) / walk.passed() : met;
      }
    }
    var from = historyFrom(unsaved.missing(), now);
    long about = exhaustive ? look.lookedAt() : Math.max(look.lookedAt(), Math.round(profiles));
    boolean exact = exhaustive && look.sawEverything() && from.isEmpty();
    var size =
        exact
            ? Estimate.ofAll(look.members(), look.lookedAt())
            : Estimate.ofSample(look.members(), look.unknown(), look.lookedAt(), about);
    return new Preview(size, look.sample(), from);
  }

  /** Keys of the names of events that may matter; empty for any. */
  private static Set<Long> names(List<Feature> missing) {
    var names = new HashSet<Long>();
    for (var feature : missing) {
      var selector = feature.selector();
      if (selector.kind() == EventKind.IDENTIFY) {
        names.add(EventReference.nameKey(EventKind.IDENTIFY.word()));
      } else if (selector.event().equals(Selector.ANY)) {
        return Set.of();
      } else {
        names.add(EventReference.nameKey(selector.event()));
      }
    }
    return names;
  }

  private OptionalLong historyFrom(List<Feature> missing, long now) {
    long from = now - retention.age().toMillis();
    return missing.stream().anyMatch(feature -> feature.window().endedBefore(now) < from)
        ? OptionalLong.of(from)
        : OptionalLong.empty();
  }
}
