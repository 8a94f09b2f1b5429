package dev.tributary.router.domain.limit;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Buckets of one process, for a router that is alone. Thread-safe. */
public final class MemoryBucketStore implements BucketStore {

  private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();
  private final InstantSource clock;

  public MemoryBucketStore(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Drawn draw(String destination, Draw draw) {
    var drawn = new Drawn[1];
    buckets.compute(
        destination,
        (_, known) -> {
          long now = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
          var drawing = known == null ? Bucket.first(draw, now) : known.draw(draw, now);
          drawn[0] = drawing.drawn();
          return drawing.after();
        });
    return drawn[0];
  }

  @Override
  public int replicas() {
    return 1;
  }
}
