package dev.tributary.router.redis;

import dev.tributary.platform.domain.Unavailable;
import dev.tributary.platform.redis.RedisLine;
import dev.tributary.router.domain.limit.Bucket;
import dev.tributary.router.domain.limit.BucketStore;
import dev.tributary.router.domain.limit.Draw;
import dev.tributary.router.domain.limit.Drawn;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.function.IntSupplier;

/**
 * Token buckets in Redis, by the clock of Redis: {@link Bucket} word for word in its language, one
 * hash a destination, gone an hour after it would be full. One question is one draw.
 */
final class RedisBucketStore implements BucketStore {

  static final String PREFIX = "tributary:router:bucket:";

  /** What is granted later is void. */
  private static final Duration PATIENCE = Duration.ofMillis(250);

  private static final Duration KEPT = Duration.ofHours(1);

  private static final String DRAW =
      """
      local interval, burst = tonumber(ARGV[1]), tonumber(ARGV[2])
      local least, most, rest = tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
      local time = redis.call('TIME')
      local now = time[1] * 1000000 + time[2]
      local depth = interval * burst

      local function keep(mark, apart)
        local marked, parted = string.format('%.0f', mark), string.format('%.0f', apart)
        redis.call('HSET', KEYS[1], 'mark', marked, 'apart', parted)
        redis.call('PEXPIRE', KEYS[1], math.ceil((mark - now) / 1000) + ARGV[7])
      end

      local kept = redis.call('HMGET', KEYS[1], 'mark', 'apart')
      if not kept[1] then
        keep(now + rest + depth, now + rest)
        return {-2, rest}
      end
      local mark, apart = tonumber(kept[1]), math.min(tonumber(kept[2]), now + rest)
      if ARGV[6] == 'returning' and apart <= now then apart = now + rest end
      if apart > now then
        keep(apart + depth, apart)
        return {-1, apart - now}
      end
      local drained = now + depth
      local from = math.min(math.max(mark, now), drained)
      local there = math.floor((drained - from) / interval)
      if there < least then
        keep(from, 0)
        return {0, from + least * interval - drained}
      end
      local tokens = math.min(there, most)
      keep(from + tokens * interval, 0)
      return {tokens, 0}
      """;

  private static final int FRESH = -2;
  private static final int APART = -1;
  private static final int NONE = 0;

  private final RedisLine redis;
  private final IntSupplier replicas;
  private final MeterRegistry registry;

  RedisBucketStore(RedisLine redis, IntSupplier replicas, MeterRegistry registry) {
    this.redis = redis;
    this.replicas = replicas;
    this.registry = registry;
  }

  @Override
  public Drawn draw(String destination, Draw draw) {
    var pace = draw.pace();
    var ask =
        Request.cmd(Command.EVAL)
            .arg(DRAW)
            .arg(1)
            .arg(PREFIX + destination)
            .arg(pace.intervalMicros())
            .arg(pace.burst())
            .arg(draw.least())
            .arg(draw.most())
            .arg(micros(draw.rest()))
            .arg(draw.returning() ? "returning" : "")
            .arg(KEPT.toMillis());
    try {
      var drawn =
          read(redis.ask(ask, pace.hold().compareTo(PATIENCE) < 0 ? pace.hold() : PATIENCE));
      count(
          switch (drawn) {
            case Drawn.Granted _ -> "granted";
            case Drawn.Wait _ -> "wait";
            case Drawn.Apart _ -> "apart";
            case Drawn.Fresh _ -> "fresh";
          });
      return drawn;
    } catch (Unavailable e) {
      count("unavailable");
      throw e;
    }
  }

  @Override
  public int replicas() {
    return replicas.getAsInt();
  }

  private static Drawn read(Response answer) {
    int tokens = Integer.parseInt(answer.get(0).toString());
    long number = Long.parseLong(answer.get(1).toString());
    return switch (tokens) {
      case FRESH -> new Drawn.Fresh(ofMicros(number));
      case APART -> new Drawn.Apart(ofMicros(number));
      case NONE -> new Drawn.Wait(ofMicros(number));
      default -> new Drawn.Granted(tokens);
    };
  }

  private void count(String outcome) {
    registry.counter("tributary.router.limit.draws", "outcome", outcome).increment();
  }

  private static long micros(Duration duration) {
    return duration.toNanos() / 1_000;
  }

  private static Duration ofMicros(long micros) {
    return Duration.ofNanos(Math.multiplyExact(micros, 1_000L));
  }
}
