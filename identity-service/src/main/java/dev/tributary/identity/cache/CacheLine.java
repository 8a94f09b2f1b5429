package dev.tributary.identity.cache;

import dev.tributary.identity.config.IdentityConfig;
import dev.tributary.platform.domain.Unavailable;
import dev.tributary.platform.redis.RedisLine;
import io.vertx.core.Future;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The line to Redis as a cache needs it: what cannot be had from there PostgreSQL answers. */
@Singleton
class CacheLine {

  private static final Duration PATIENCE = Duration.ofMillis(250);

  private final RedisLine redis;
  private final boolean enabled;

  CacheLine(Redis redis, IdentityConfig config) {
    this.redis = new RedisLine(redis, "profiles are read from PostgreSQL, more slowly");
    this.enabled = config.cache().enabled();
  }

  /** Whether there is no use in asking for now. */
  boolean resting() {
    return !enabled || redis.resting();
  }

  /** Sends a request without waiting; its answer, or its failure, comes soon. */
  Future<@Nullable Response> send(Request request) {
    return redis.send(request, PATIENCE);
  }

  /** Waits for the answer; empty where there is none. */
  Optional<Response> ask(Request request) {
    try {
      return resting() ? Optional.empty() : Optional.of(redis.ask(request, PATIENCE));
    } catch (Unavailable _) {
      return Optional.empty();
    }
  }

  /** Sends a request whose answer nobody needs. */
  void tell(Request request) {
    if (!resting()) {
      var _ = send(request);
    }
  }
}
