package dev.tributary.router.messaging;

import dev.tributary.platform.domain.json.Json;
import dev.tributary.router.domain.payload.Body;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * One parcel on its way. Touched by one thread at a time: whoever has it in flight, handed over
 * under the lane's lock.
 */
final class Delivery {

  private final OpenRecord record;
  private final ConsumerRecord<String, byte[]> source;
  private final Parcel.Form form;
  private final String key;
  private final String profile;

  private Json.@Nullable Obj document;
  private @Nullable Body body;
  private long renderedVersion;
  private @Nullable Instant firstAttempt;
  private @Nullable Burial burial;
  private int attempts;

  Delivery(OpenRecord record, ConsumerRecord<String, byte[]> source, Parcel parcel) {
    this.record = record;
    this.source = source;
    this.form = parcel.form();
    this.key = parcel.key();
    this.profile = parcel.profile();
    this.document = parcel.document();
  }

  OpenRecord record() {
    return record;
  }

  ConsumerRecord<String, byte[]> source() {
    return source;
  }

  String key() {
    return key;
  }

  /** How the record is told. */
  Parcel.Form form() {
    return form;
  }

  /** Whom it is about. */
  String profile() {
    return profile;
  }

  int attempts() {
    return attempts;
  }

  /** What it weighs in memory, roughly. */
  long weight() {
    return 512 + 2L * Math.max(0, source.serializedValueSize());
  }

  /** When it was first tried; now, if it never was. */
  Instant firstAttempt(Instant now) {
    return firstAttempt == null ? now : firstAttempt;
  }

  /** Counts an attempt. */
  void attempted(Instant now) {
    firstAttempt = firstAttempt(now);
    attempts++;
  }

  /** Why it is to become a dead letter, where that is decided and not yet done. */
  @Nullable Burial burial() {
    return burial;
  }

  void bury(Burial decided) {
    burial = decided;
  }

  /** The bytes as they were made under a plan; null where they were not, or under another. */
  @Nullable Body bodyUnder(Plan plan) {
    return renderedVersion == plan.version() ? body : null;
  }

  /** What it says, before any mapping. */
  Json.Obj document() {
    var known = document;
    return known == null ? RecordReader.document(source.topic(), source.value(), form) : known;
  }

  /** Keeps the bytes that were made under a plan, and lets the document go. */
  void rendered(Body made, Plan plan) {
    body = made;
    renderedVersion = plan.version();
    document = null;
  }

  /** What was sent last, or would have been. */
  Body lastBody() {
    return body == null ? Body.EMPTY : body;
  }
}
