package dev.tributary.router.redis;

import dev.tributary.router.domain.overview.DeliveryStats;
import dev.tributary.router.domain.overview.Fate;
import dev.tributary.router.domain.overview.Histogram;
import dev.tributary.router.domain.overview.Reason;
import dev.tributary.router.domain.overview.Sample;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Stats and examples as fields of hashes. What another release wrote in its own way is passed over
 * when it is read.
 */
final class OverviewFields {

  /** Begins a field that names a process and not a count. */
  static final String PROCESS = "#";

  private static final String BETWEEN = "\u001f";
  private static final String LATENCY = "latency";
  private static final String REQUEST = "request";

  private OverviewFields() {}

  /** By action, fate and code. */
  static Map<String, Long> counts(Map<String, DeliveryStats> actions) {
    var fields = new TreeMap<String, Long>();
    actions.forEach((action, stats) ->
        stats
            .counts()
            .forEach((reason, count) ->
                fields.put(joined(action, reason.fate().code(), reason.code()), count)));
    return fields;
  }

  /** By action, what was measured, and bucket. */
  static Map<String, Long> times(Map<String, DeliveryStats> actions) {
    var fields = new TreeMap<String, Long>();
    actions.forEach((action, stats) -> {
      stats
          .latency()
          .buckets()
          .forEach((index, count) -> fields.put(joined(action, LATENCY, "" + index), count));
      stats
          .request()
          .buckets()
          .forEach((index, count) -> fields.put(joined(action, REQUEST, "" + index), count));
    });
    return fields;
  }

  /** What two hashes say, by action. */
  static Map<String, DeliveryStats> stats(Map<String, String> counts, Map<String, String> times) {
    var actions = new TreeMap<String, DeliveryStats>();
    counts.forEach((field, count) -> {
      var parts = field.split(BETWEEN, -1);
      if (parts.length == 3) {
        fate(parts[1])
            .ifPresent(
                fate -> add(actions, parts[0], counted(new Reason(fate, parts[2]), number(count))));
      }
    });
    times.forEach((field, count) -> {
      var parts = field.split(BETWEEN, -1);
      if (parts.length == 3) {
        var bucket = new TreeMap<Integer, Long>();
        bucket.put((int) number(parts[2]), number(count));
        add(actions, parts[0], timed(parts[1], new Histogram(bucket)));
      }
    });
    return actions;
  }

  /** By fate, code and place: a place is taken by the next example of its reason. */
  static Map<String, String> samples(List<Sample> samples, long number) {
    var fields = new TreeMap<String, String>();
    var places = new HashMap<Reason, Long>();
    for (var sample : samples) {
      long place = places.merge(sample.reason(), 1L, Long::sum);
      var reason = sample.reason();
      fields.put(
          joined(reason.fate().code(), reason.code(), "" + (number + place) % Sample.EACH),
          joined(sample.at().toString(), sample.action(), sample.messageId(), sample.message()));
    }
    return fields;
  }

  /** The examples of a hash. */
  static List<Sample> samples(Map<String, String> fields) {
    var samples = new ArrayList<Sample>();
    fields.forEach((field, value) -> sample(field, value).ifPresent(samples::add));
    return samples;
  }

  private static Optional<Sample> sample(String field, String value) {
    var place = field.split(BETWEEN, -1);
    var parts = value.split(BETWEEN, -1);
    if (place.length != 3 || parts.length != 4) {
      return Optional.empty();
    }
    try {
      var at = Instant.parse(parts[0]);
      return fate(place[0])
          .map(fate -> new Sample(new Reason(fate, place[1]), parts[1], at, parts[2], parts[3]));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static void add(Map<String, DeliveryStats> actions, String action, DeliveryStats some) {
    actions.merge(action, some, DeliveryStats::plus);
  }

  private static DeliveryStats counted(Reason reason, long count) {
    return DeliveryStats.of(Map.of(reason, count), Histogram.EMPTY, Histogram.EMPTY);
  }

  private static DeliveryStats timed(String what, Histogram times) {
    return DeliveryStats.of(
        Map.of(),
        what.equals(LATENCY) ? times : Histogram.EMPTY,
        what.equals(REQUEST) ? times : Histogram.EMPTY);
  }

  private static Optional<Fate> fate(String code) {
    return Arrays.stream(Fate.values()).filter(fate -> fate.code().equals(code)).findFirst();
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException _) {
      return 0;
    }
  }

  private static String joined(String... parts) {
    return String.join(BETWEEN, parts);
  }
}
