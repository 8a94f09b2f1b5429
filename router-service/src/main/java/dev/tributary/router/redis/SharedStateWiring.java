package dev.tributary.router.redis;

import dev.tributary.platform.redis.RedisLine;
import dev.tributary.router.config.RouterConfig;
import dev.tributary.router.domain.limit.BucketStore;
import dev.tributary.router.domain.limit.MemoryBucketStore;
import dev.tributary.router.domain.limit.SharedBudget;
import dev.tributary.router.domain.limit.Throttle;
import dev.tributary.router.domain.overview.MemoryOverviewStore;
import dev.tributary.router.domain.overview.OverviewStore;
import dev.tributary.router.domain.overview.Overviews;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.redis.client.Redis;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.UUID;

/** Puts together what replicas share, or its like in memory where there is no Redis. */
@ApplicationScoped
class SharedStateWiring {

  @Produces
  @Singleton
  RedisLine line(Redis redis) {
    return new RedisLine(
        redis, "each replica keeps to its part of what destinations allow, and overviews are late");
  }

  @Produces
  @Singleton
  ReplicaCount replicas(RedisLine line, RouterConfig config, MeterRegistry registry) {
    var count = new ReplicaCount(line, config.instance(), config.limits().replicas());
    registry.gauge("tributary.router.replicas", count, ReplicaCount::getAsInt);
    return count;
  }

  @Produces
  @Singleton
  BucketStore buckets(
      RedisLine line, ReplicaCount replicas, MeterRegistry registry, RouterConfig config) {
    return config.redis().enabled()
        ? new RedisBucketStore(line, replicas, registry)
        : new MemoryBucketStore(Clock.systemUTC());
  }

  @Produces
  @Singleton
  Throttle.Factory throttles(BucketStore buckets, RouterConfig config) {
    var longestWait = config.retry().longestDelay();
    return destination -> new Throttle(new SharedBudget(buckets, destination), longestWait);
  }

  @Produces
  @Singleton
  OverviewStore overviewStore(RedisLine line, RouterConfig config) {
    return config.redis().enabled() ? new RedisOverviewStore(line) : new MemoryOverviewStore();
  }

  @Produces
  @Singleton
  Overviews overviews(OverviewStore store) {
    return new Overviews(store, UUID.randomUUID().toString(), Clock.systemUTC().instant());
  }
}
