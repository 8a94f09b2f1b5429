package dev.tributary.router.redis;

import dev.tributary.platform.domain.Unavailable;
import dev.tributary.platform.redis.RedisLine;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.function.IntSupplier;

/**
 * How many replicas there are: each says every few seconds that it is there. Known from Redis and
 * kept while that is away; what was lost there for a moment is not believed at once.
 */
final class ReplicaCount implements IntSupplier {

  /** How often {@link #beat} is to be called. */
  static final Duration INTERVAL = Duration.ofSeconds(5);

  private static final String KEY = "tributary:router:replicas";

  /** Long, for it is the first to need the connection. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final Duration FORGOTTEN = INTERVAL.multipliedBy(3);
  private static final int REMEMBERED = 4;

  private static final String BEAT =
      """
      local time = redis.call('TIME')
      local now = time[1] * 1000 + math.floor(time[2] / 1000)
      redis.call('ZADD', KEYS[1], now, ARGV[1])
      redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - ARGV[2])
      redis.call('PEXPIRE', KEYS[1], ARGV[2])
      return redis.call('ZCARD', KEYS[1])
      """;

  private final RedisLine redis;
  private final String instance;
  private final int least;
  private final ArrayDeque<Integer> seen = new ArrayDeque<>();
  private volatile int count;

  /**
   * Nothing known yet.
   *
   * @param instance names this replica
   * @param least what is believed where Redis says less
   */
  ReplicaCount(RedisLine redis, String instance, int least) {
    this.redis = redis;
    this.instance = instance;
    this.least = least;
    this.count = least;
  }

  /** The most that were seen in the last few beats. */
  @Override
  public int getAsInt() {
    return count;
  }

  /** Says that this one is there, and looks who else is. Called by one thread at a time. */
  void beat() {
    try {
      var answer =
          redis.ask(
              Request.cmd(Command.EVAL)
                  .arg(BEAT)
                  .arg(1)
                  .arg(KEY)
                  .arg(instance)
                  .arg(FORGOTTEN.toMillis()),
              PATIENCE);
      seen.addLast(Integer.parseInt(answer.toString()));
      if (seen.size() > REMEMBERED) {
        seen.removeFirst();
      }
      count = seen.stream().reduce(least, Math::max);
    } catch (Unavailable _) {
      // What was known last holds; the line has said that Redis is away.
    }
  }
}
