package dev.tributary.ingest.quotas;

import dev.tributary.ingest.domain.quota.Drawn;
import dev.tributary.ingest.domain.quota.Quota;
import dev.tributary.ingest.domain.quota.QuotaStore;
import dev.tributary.platform.redis.RedisLine;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Token buckets in Redis, by the clock of Redis: one number a source, the time at which its bucket
 * is full again, gone when it is (the generic cell rate algorithm, ITU-T I.371).
 */
@ApplicationScoped
class RedisQuotaStore implements QuotaStore {

  static final String PREFIX = "tributary:ingest:quota:";

  /** A request waits no longer for Redis. */
  private static final Duration PATIENCE = Duration.ofMillis(100);

  private static final String DRAW =
      """
      local rate, burst = tonumber(ARGV[1]), tonumber(ARGV[2])
      local least, most = tonumber(ARGV[3]), tonumber(ARGV[4])
      local time = redis.call('TIME')
      local now = time[1] * 1000000 + time[2]
      local each = 1000000 / rate
      local emptied = now + each * burst
      local from = math.min(math.max(tonumber(redis.call('GET', KEYS[1]) or now), now), emptied)
      local there = math.floor((emptied - from) / each + 0.000001)
      if there < least then
        return {0, math.ceil((from + least * each - emptied) / 1000)}
      end
      local events = math.min(there, most)
      local full = from + events * each
      redis.call('SET', KEYS[1], string.format('%.3f', full), 'PX', math.ceil((full - now) / 1000))
      return {events, 0}
      """;

  private final RedisLine redis;
  private final MeterRegistry metrics;

  RedisQuotaStore(Redis redis, MeterRegistry metrics) {
    this.redis =
        new RedisLine(redis, "each replica of ingest lets sources send all that their quotas say");
    this.metrics = metrics;
  }

  @Override
  public void draw(String source, Quota quota, int least, int most, Consumer<Drawn> whenDone) {
    var request =
        Request.cmd(Command.EVAL)
            .arg(DRAW)
            .arg(1)
            .arg(PREFIX + source)
            .arg(quota.eventsPerSecond())
            .arg(quota.burst())
            .arg(least)
            .arg(most);
    redis
        .send(request, PATIENCE)
        .onComplete(
            answer ->
                whenDone.accept(counted(answer == null ? new Drawn.Unavailable() : read(answer))),
            _ -> whenDone.accept(counted(new Drawn.Unavailable())));
  }

  private static Drawn read(Response answer) {
    int events = Integer.parseInt(answer.get(0).toString());
    return events > 0
        ? new Drawn.Granted(events)
        : new Drawn.Wait(Math.max(1, Long.parseLong(answer.get(1).toString())));
  }

  private Drawn counted(Drawn drawn) {
    var outcome =
        switch (drawn) {
          case Drawn.Granted _ -> "granted";
          case Drawn.Wait _ -> "wait";
          case Drawn.Unavailable _ -> "unavailable";
        };
    metrics.counter("tributary.ingest.quota.draws", "outcome", outcome).increment();
    return drawn;
  }
}
