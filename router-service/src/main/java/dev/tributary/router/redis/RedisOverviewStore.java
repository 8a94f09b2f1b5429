package dev.tributary.router.redis;

import dev.tributary.platform.redis.RedisLine;
import dev.tributary.router.domain.overview.DeliveryStats;
import dev.tributary.router.domain.overview.Flush;
import dev.tributary.router.domain.overview.MinuteSeries;
import dev.tributary.router.domain.overview.OverviewStore;
import dev.tributary.router.domain.overview.Sample;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Overviews in Redis: two hashes for each destination and minute, one of counts and one of times,
 * and one of examples for each destination. Each hash remembers the last flush of each process that
 * was added to it, so a flush that broke off half way is added to the others only.
 */
final class RedisOverviewStore implements OverviewStore {

  private static final String PREFIX = "tributary:router:overview:";
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int KEYS_AT_ONCE = 200;
  private static final long SECONDS_KEPT = 60L * MINUTES_KEPT;
  private static final long SECONDS_OF_TIMES = 60L * MINUTES_OF_TIMES;

  private static final String ADD =
      """
      local last = redis.call('HGET', KEYS[1], ARGV[2])
      if last and tonumber(last) >= tonumber(ARGV[3]) then return 0 end
      for i = 4, #ARGV, 2 do
        redis.call('HINCRBY', KEYS[1], ARGV[i], ARGV[i + 1])
      end
      redis.call('HSET', KEYS[1], ARGV[2], ARGV[3])
      redis.call('EXPIRE', KEYS[1], ARGV[1])
      return 1
      """;

  private static final String KEEP =
      """
      redis.call('HSET', KEYS[1], unpack(ARGV, 2))
      redis.call('EXPIRE', KEYS[1], ARGV[1])
      return 1
      """;

  /** The same list whichever protocol the client speaks. */
  private static final String ALL = "return redis.call('HGETALL', KEYS[1])";

  private final RedisLine redis;

  RedisOverviewStore(RedisLine redis) {
    this.redis = redis;
  }

  @Override
  public void add(Flush flush) {
    var requests = new ArrayList<Request>();
    flush
        .stats()
        .forEach((slot, actions) -> {
          var counts = OverviewFields.counts(actions);
          if (!counts.isEmpty()) {
            requests.add(
                add(flush, countsKey(slot.destination(), slot.minute()), counts, SECONDS_KEPT));
          }
          var times = OverviewFields.times(actions);
          if (!times.isEmpty()) {
            requests.add(
                add(flush, timesKey(slot.destination(), slot.minute()), times, SECONDS_OF_TIMES));
          }
        });
    flush
        .samples()
        .forEach((destination, samples) -> {
          var keep =
              Request.cmd(Command.EVAL)
                  .arg(KEEP)
                  .arg(1)
                  .arg(samplesKey(destination))
                  .arg(SECONDS_KEPT);
          OverviewFields.samples(samples, flush.number())
              .forEach((field, value) -> keep.arg(field).arg(value));
          requests.add(keep);
        });
    for (int from = 0; from < requests.size(); from += KEYS_AT_ONCE) {
      int to = Math.min(from + KEYS_AT_ONCE, requests.size());
      var _ = redis.askAll(requests.subList(from, to), PATIENCE);
    }
  }

  @Override
  public MinuteSeries read(String destination, long from, long to) {
    var minutes = new TreeMap<Long, Map<String, DeliveryStats>>();
    for (long first = from; first <= to; first += KEYS_AT_ONCE) {
      long end = Math.min(first + KEYS_AT_ONCE, to + 1);
      var requests = new ArrayList<Request>();
      for (long minute = first; minute < end; minute++) {
        requests.add(all(countsKey(destination, minute)));
        requests.add(all(timesKey(destination, minute)));
      }
      var answers = redis.askAll(requests, PATIENCE);
      for (long minute = first; minute < end; minute++) {
        int at = 2 * (int) (minute - first);
        var stats = OverviewFields.stats(fields(answers.get(at)), fields(answers.get(at + 1)));
        if (!stats.isEmpty()) {
          minutes.put(minute, stats);
        }
      }
    }
    return new MinuteSeries(minutes);
  }

  @Override
  public List<Sample> samples(String destination) {
    return OverviewFields.samples(fields(redis.ask(all(samplesKey(destination)), PATIENCE)));
  }

  private static Request add(Flush flush, String key, Map<String, Long> fields, long seconds) {
    var request =
        Request.cmd(Command.EVAL)
            .arg(ADD)
            .arg(1)
            .arg(key)
            .arg(seconds)
            .arg(OverviewFields.PROCESS + flush.replica())
            .arg(flush.number());
    fields.forEach((field, count) -> request.arg(field).arg(count));
    return request;
  }

  private static Request all(String key) {
    return Request.cmd(Command.EVAL).arg(ALL).arg(1).arg(key);
  }

  private static Map<String, String> fields(Response list) {
    var fields = new TreeMap<String, String>();
    for (int i = 0; i + 1 < list.size(); i += 2) {
      fields.put(list.get(i).toString(), list.get(i + 1).toString());
    }
    return fields;
  }

  private static String countsKey(String destination, long minute) {
    return PREFIX + destination + ":counts:" + minute;
  }

  private static String timesKey(String destination, long minute) {
    return PREFIX + destination + ":times:" + minute;
  }

  private static String samplesKey(String destination) {
    return PREFIX + destination + ":samples";
  }
}
