package dev.tributary.router.messaging;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * One destination's metrics, gone with it. Each record read ends in one outcome of {@code
 * tributary.router.records}: {@code read = matched + unmatched + unaddressable + undecodable +
 * settled_before}. Each delivery: {@code matched = delivered + discarded + dead + pending}, as
 * {@code tributary.router.matched}, {@code tributary.router.deliveries} by outcome, and {@code
 * tributary.router.pending}.
 */
final class LaneMeters {

  private final MeterRegistry registry;
  private final Tags tags;
  private final Set<Meter.Id> gauges = ConcurrentHashMap.newKeySet();

  /** Looked up in the registry once: each delivery counts several times. */
  private final Map<Counted, Counter> counters = new ConcurrentHashMap<>();

  LaneMeters(MeterRegistry registry, String destination) {
    this.registry = registry;
    this.tags = Tags.of("destination", destination);
  }

  /** What is counted: a metric, and what tells it from others of its name. */
  private record Counted(String metric, String outcome, String code) {}

  void record(String outcome) {
    records(outcome, 1);
  }

  /** So many records ended in an outcome. */
  void records(String outcome, int records) {
    if (records > 0) {
      var counted = new Counted("tributary.router.records", outcome, "");
      count(counted, () -> tags.and("outcome", outcome), records);
    }
  }

  void matched(int deliveries) {
    count(new Counted("tributary.router.matched", "", ""), () -> tags, deliveries);
  }

  /** A delivery is settled; the code is empty where the outcome says it all. */
  void settled(String outcome, String code) {
    var counted = new Counted("tributary.router.deliveries", outcome, code);
    count(counted, () -> tags.and("outcome", outcome, "code", code), 1);
  }

  /** An attempt was made. */
  void attempt(String code) {
    var counted = new Counted("tributary.router.attempts", "", code);
    count(counted, () -> tags.and("code", code), 1);
  }

  /** Soft links were asked for. */
  void softLinks(String outcome) {
    var counted = new Counted("tributary.router.soft.links", outcome, "");
    count(counted, () -> tags.and("outcome", outcome), 1);
  }

  void gauge(String name, Supplier<Number> value) {
    gauge(name, Tags.empty(), value);
  }

  void gauge(String name, Tags more, Supplier<Number> value) {
    gauges.add(Gauge.builder(name, value).tags(tags.and(more)).register(registry).getId());
  }

  void remove() {
    gauges.forEach(registry::remove);
    counters.values().forEach(registry::remove);
  }

  /** A value was told at once for which there was no place to wait. */
  void undebounced() {
    count(new Counted("tributary.router.undebounced", "", ""), () -> tags, 1);
  }

  /** Records expired in Kafka before they were read: the one way to lose them. */
  void expired(long records) {
    count(new Counted("tributary.router.expired", "", ""), () -> tags, records);
  }

  private void count(Counted counted, Supplier<Tags> all, long by) {
    var counter = counters.get(counted);
    if (counter == null) {
      counter =
          counters.computeIfAbsent(counted, _ -> registry.counter(counted.metric(), all.get()));
    }
    counter.increment((double) by);
  }
}
