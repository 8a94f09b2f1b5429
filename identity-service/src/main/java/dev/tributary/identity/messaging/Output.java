package dev.tributary.identity.messaging;

import dev.tributary.identity.domain.graph.Resolution;
import dev.tributary.identity.domain.graph.Resolution.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What came of a batch: the records to be sent, in order, and what is to be counted once they are.
 * Each record consumed has one outcome. Not thread-safe; one batch's.
 */
final class Output {

  private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
  private final List<String> outcomes = new ArrayList<>();
  private final List<String> setAside = new ArrayList<>();
  private final Map<String, Integer> rows = new HashMap<>();
  private int merges;
  private int recognised;

  void resolved(Resolution resolution) {
    outcomes.add(resolution.outcome().code());
    setAside.addAll(resolution.setAside());
    if (resolution.outcome() != Outcome.REPLAYED) {
      merges += resolution.decision().merged().size();
    }
  }

  void heldBack(String code) {
    outcomes.add(code);
  }

  void row(String table) {
    rows.merge(table, 1, Integer::sum);
  }

  void recognised(int events) {
    recognised += events;
  }

  /** To be sent; grows with the batch. */
  List<ProducerRecord<byte[], byte[]>> records() {
    return records;
  }

  /** One of each record consumed. */
  List<String> outcomes() {
    return outcomes;
  }

  /** Codes of what could not be used of events. */
  List<String> setAside() {
    return setAside;
  }

  /** Rows of the profile tables, by table. */
  Map<String, Integer> rows() {
    return rows;
  }

  /** Profiles that vanished. */
  int merges() {
    return merges;
  }

  /** Events that were decided from memory. */
  int recognised() {
    return recognised;
  }
}
