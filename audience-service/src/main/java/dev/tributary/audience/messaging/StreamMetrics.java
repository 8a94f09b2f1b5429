package dev.tributary.audience.messaging;

import dev.tributary.audience.domain.engine.Cause;
import dev.tributary.audience.domain.engine.Change;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * What the stream counts. Each record consumed ends in exactly one outcome of {@code
 * tributary.audience.records}: {@code read from resolved and moves = changed + unchanged +
 * irrelevant + forwarded + moved_out + moved_in + split + repeated + circular + recalled + planned
 * + undecodable + failed}.
 */
final class StreamMetrics {

  private final MeterRegistry registry;
  private final Map<Outcome, Counter> records = new EnumMap<>(Outcome.class);
  private final Counter timers;
  private final Counter rechecked;
  private final Counter recalled;

  StreamMetrics(MeterRegistry registry) {
    this.registry = registry;
    for (var outcome : Outcome.values()) {
      records.put(
          outcome, registry.counter("tributary.audience.records", "outcome", outcome.code()));
    }
    this.timers = registry.counter("tributary.audience.timers");
    this.rechecked = registry.counter("tributary.audience.rechecks");
    this.recalled = registry.counter("tributary.audience.backfill.profiles");
  }

  void record(Outcome outcome) {
    records
        .computeIfAbsent(
            outcome, o -> registry.counter("tributary.audience.records", "outcome", o.code()))
        .increment();
  }

  void timerFired() {
    timers.increment();
  }

  void profileRechecked() {
    rechecked.increment();
  }

  void historyTaken() {
    recalled.increment();
  }

  void changeTold(Change change) {
    var kind =
        switch (change.kind()) {
          case Change.Kind.Membership(var member) -> member ? "entered" : "exited";
          case Change.Kind.Identified _ -> "identified";
          case Change.Kind.Trait _ -> "computed";
        };
    var cause =
        switch (change.cause()) {
          case Cause.ByEvent _ -> "event";
          case Cause.ByTime _ -> "time";
          case Cause.ByMerge _ -> "merge";
          case Cause.BySplit _ -> "split";
          case Cause.ByEntity _ -> "entity";
          case Cause.BySoftLink _ -> "soft_link";
          case Cause.ByDefinition _ -> "definition";
        };
    registry.counter("tributary.audience.changes", "kind", kind, "cause", cause).increment();
  }

  /** How a consumed record ends. */
  enum Outcome {
    /** Something stored for the profile is new. */
    CHANGED,
    /** The profile was looked at and stays as it is. */
    UNCHANGED,
    /** No definition asks for it; an event stands in the profile's timeline all the same. */
    IRRELEVANT,
    /** Its profile was merged into another, and it was sent there. */
    FORWARDED,
    /** The profile was merged into another, and its state was sent there. */
    MOVED_OUT,
    /** Another profile's state was taken in. */
    MOVED_IN,
    /** Some of the profile was sent to another. */
    SPLIT,
    /** A merge that has been done already, or word of one that was heard before. */
    REPEATED,
    /** It went from merged profile to merged profile too often: they form a circle. */
    CIRCULAR,
    /** What the history left in the features of a backfill was taken in. */
    RECALLED,
    /** Partitions told each other of plans. */
    PLANNED,
    /** It is no record this release can read. */
    UNDECODABLE,
    /** The service failed on it, for a reason nobody foresaw; the log tells more. */
    FAILED;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
