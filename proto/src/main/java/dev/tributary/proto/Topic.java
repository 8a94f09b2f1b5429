package dev.tributary.proto;

import java.time.Duration;
import java.util.Map;

/**
 * The topics of the bus. Keys are UTF-8 text, values Protobuf messages of this module; see
 * DESIGN.md, section 1, for who writes and who reads each.
 */
public enum Topic {
  /** {@code Event}s as ingest took them, keyed by user key. */
  RECEIVED("received", keptFor(Duration.ofDays(7))),
  /** {@code Quarantined} records, keyed as they were in {@link #RECEIVED}. */
  QUARANTINED("quarantined", keptFor(Duration.ofDays(30))),
  /** {@code Event}s that governance let pass, keyed by user key. */
  ACCEPTED("accepted", keptFor(Duration.ofDays(7))),
  /** {@code Resolved} events, merges and splits, keyed by profile id: the history. */
  RESOLVED("resolved", keptFor(Duration.ofDays(3650))),
  /** {@code ProfileUpdate}s, keyed by profile id: rows for the profile tables of a warehouse. */
  PROFILE_UPDATES("profile-updates", keptFor(Duration.ofDays(30))),
  /** {@code Change}s of audiences and computed traits, keyed by profile id. */
  CHANGES("changes", keptFor(Duration.ofDays(30))),
  /** {@code DeadLetter}s, keyed by destination. */
  DEAD_LETTERS("dead-letters", keptFor(Duration.ofDays(30))),
  /** {@code Redelivery}s that failed often and wait for their next attempt, in the order of it. */
  RETRIES("retries", keptFor(Duration.ofDays(30))),
  /** {@code Redelivery}s of history and of dead letters that somebody asked for. */
  REDELIVERIES("redeliveries", keptFor(Duration.ofDays(30))),
  /** The current {@code Definition}s, keyed by kind and name. */
  DEFINITIONS(
      "definitions", Map.of("cleanup.policy", "compact", "min.cleanable.dirty.ratio", "0.1"));

  /** Partitions of every topic but {@link #DEFINITIONS} unless an operator says otherwise. */
  public static final int DEFAULT_PARTITIONS = 12;

  private static final String PREFIX = "tributary.";

  private final String topicName;
  private final Map<String, String> settings;

  Topic(String shortName, Map<String, String> settings) {
    this.topicName = PREFIX + shortName;
    this.settings = settings;
  }

  /** The name on the broker, for instance {@code tributary.received}. */
  public String topicName() {
    return topicName;
  }

  /** Kafka topic configuration it is made with. */
  public Map<String, String> settings() {
    return settings;
  }

  /**
   * How many partitions to make it with, where the data topics get {@code dataPartitions}. {@link
   * #DEFINITIONS} has one, so that everybody sees definitions in the order they were made.
   */
  public int partitions(int dataPartitions) {
    return this == DEFINITIONS ? 1 : dataPartitions;
  }

  private static Map<String, String> keptFor(Duration time) {
    return Map.of(
        "cleanup.policy",
        "delete",
        "retention.ms",
        Long.toString(time.toMillis()),
        // Ingest sets the record's time to the moment of receipt, a replay to its original one.
        "message.timestamp.type",
        "CreateTime");
  }
}
