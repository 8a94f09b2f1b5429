package dev.tributary.router.messaging;

import dev.tributary.connectors.domain.request.Draft;
import dev.tributary.platform.domain.TimeText;
import dev.tributary.platform.domain.json.Json;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * One parcel on its way. Touched by one thread at a time: whoever has it in flight, handed over
 * under the lane's lock.
 */
final class Delivery {

  private final OpenRecord record;
  private final ConsumerRecord<String, byte[]> source;
  private final Identity identity;
  private final long documentVersion;
  private final @Nullable Instant since;

  private Json.@Nullable Obj document;
  private @Nullable Draft draft;
  private long draftedVersion;

  private @Nullable Instant firstAttempt;
  private @Nullable Burial burial;
  private int attempts;

  /**
   * A parcel that is not on its way yet.
   *
   * @param source the record that called for it, which need not be the one that is open
   * @param version of the definition by which it was found wanted
   */
  Delivery(
      OpenRecord record,
      ConsumerRecord<String, byte[]> source,
      Parcel parcel,
      Tried tried,
      long version) {
    this.record = record;
    this.source = source;
    this.identity = new Identity(parcel.form(), parcel.action(), parcel.key(), parcel.profile());
    this.document = parcel.document();
    this.documentVersion = version;
    this.since = tried.since() == null ? since(parcel.document()) : tried.since();
    this.attempts = tried.attempts();
    this.firstAttempt = tried.first();
  }

  /**
   * Which delivery of its record it is.
   *
   * @param form how the record is told
   * @param action which of the destination's actions delivers it
   * @param key the idempotency key
   * @param profile whom it is about
   */
  record Identity(Parcel.Form form, String action, String key, String profile) {}

  /**
   * What was tried before.
   *
   * @param since when it could have been delivered first, where that is not when it was received
   */
  record Tried(int attempts, @Nullable Instant first, @Nullable Instant since) {
    static final Tried NEVER = new Tried(0, null, null);
  }

  OpenRecord record() {
    return record;
  }

  ConsumerRecord<String, byte[]> source() {
    return source;
  }

  Identity identity() {
    return identity;
  }

  String action() {
    return identity.action();
  }

  String key() {
    return identity.key();
  }

  Parcel.Form form() {
    return identity.form();
  }

  String profile() {
    return identity.profile();
  }

  int attempts() {
    return attempts;
  }

  /** Since when it could have been delivered; empty where that is not known. */
  Optional<Instant> since() {
    return Optional.ofNullable(since);
  }

  /** Of the event, or whatever it is that calls for it; empty where there is none. */
  String messageId() {
    return text(read(), "messageId");
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

  /** The draft that was made under a plan; null where none was, or under another. */
  @Nullable Draft draftUnder(Plan plan) {
    return draftedVersion == plan.version() ? draft : null;
  }

  /** What it says under a plan, as it was taken in; null where it is to be read again for that. */
  Json.@Nullable Obj documentUnder(Plan plan) {
    return documentVersion == plan.version() ? document : null;
  }

  /** What its record says, before anything that a destination may have asked for. */
  Json.Obj read() {
    return RecordReader.document(source.topic(), source.value(), form());
  }

  /** Keeps the draft that was made under a plan, and lets the document go. */
  void drafted(Draft made, Plan plan) {
    draft = made;
    draftedVersion = plan.version();
    document = null;
  }

  /** Lets go what can be made again: it may wait for long. */
  void forget() {
    draft = null;
    document = null;
  }

  /** What was to be sent last, where it came that far. */
  @Nullable Draft lastDraft() {
    return draft;
  }

  private static @Nullable Instant since(Json.Obj document) {
    var received = text(document, "receivedAt");
    return TimeText.read(received.isEmpty() ? text(document, "timestamp") : received).orElse(null);
  }

  private static String text(Json.Obj document, String field) {
    return document.field(field).orElse(Json.Null.VALUE) instanceof Json.Str(var value)
        ? value
        : "";
  }
}
