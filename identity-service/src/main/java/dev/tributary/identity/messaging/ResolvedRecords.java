package dev.tributary.identity.messaging;

import com.google.protobuf.ByteString;
import dev.tributary.identity.domain.graph.Decision;
import dev.tributary.identity.messaging.AcceptedRecord.Decoded;
import dev.tributary.identity.messaging.AcceptedRecord.Unreadable;
import dev.tributary.identity.wire.DecisionWire;
import dev.tributary.platform.telemetry.Traces;
import dev.tributary.proto.Topic;
import dev.tributary.proto.v1.Birth;
import dev.tributary.proto.v1.Event;
import dev.tributary.proto.v1.ProfileMerged;
import dev.tributary.proto.v1.Quarantined;
import dev.tributary.proto.v1.Resolved;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * The records that a decision becomes. All of them carry the headers of the event's record and the
 * time it was received.
 */
@ApplicationScoped
class ResolvedRecords {

  /** Room in a record of Kafka's default limit for what a decision adds to its event. */
  static final int MAX_RECORD_BYTES = 1_000_000;

  private static final String STAGE = "identity";

  private final Traces traces;
  private final Clock clock;

  ResolvedRecords(Traces traces, Clock clock) {
    this.traces = traces;
    this.clock = clock;
  }

  /** One {@code ProfileMerged} for each vanished profile, then the event. */
  List<ProducerRecord<byte[], byte[]>> of(Decoded accepted, Decision decision) {
    var records = new ArrayList<ProducerRecord<byte[], byte[]>>(1);
    var headers = headers(accepted.record());
    for (var vanished : decision.merged()) {
      var merged =
          ProfileMerged.newBuilder()
              .setFromProfileId(vanished.text())
              .setIntoProfileId(decision.profile().text())
              .setMergedAtMillis(accepted.event().getReceivedAtMillis())
              .setBirth(accepted.event().getBirth())
              .setVersion(decision.version());
      var value = Resolved.newBuilder().setMerged(merged).build();
      records.add(resolved(accepted.event(), vanished.text(), value, headers));
    }
    var value = value(accepted, decision);
    records.add(resolved(accepted.event(), decision.profile().text(), value, headers));
    return records;
  }

  /** The record as it came, for a person to look at. */
  ProducerRecord<byte[], byte[]> quarantined(AcceptedRecord accepted, String code) {
    var record = accepted.record();
    var quarantined =
        Quarantined.newBuilder()
            .setCode(code)
            .setStage(STAGE)
            .setQuarantinedAtMillis(clock.millis());
    if (record.value() != null) {
      quarantined.setRecord(ByteString.copyFrom(record.value()));
    }
    switch (accepted) {
      case Decoded(_, var event, _) -> quarantined.setBirth(birth(event));
      case Unreadable _ -> {}
    }
    return new ProducerRecord<>(
        Topic.QUARANTINED.topicName(),
        null,
        record.timestamp(),
        record.key(),
        quarantined.build().toByteArray(),
        headers(record));
  }

  /** Identifiers that merges brought in give way where the record would become too large. */
  private static Resolved value(Decoded accepted, Decision decision) {
    var resolved = DecisionWire.toResolved(decision).setEvent(accepted.event());
    var joining = accepted.evidence().joining();
    if (!joining.isEmpty()) {
      resolved.setAnchor(DecisionWire.toWire(joining.getFirst()));
    }
    var value = Resolved.newBuilder().setEvent(resolved).build();
    if (value.getSerializedSize() <= MAX_RECORD_BYTES) {
      return value;
    }
    return Resolved.newBuilder().setEvent(resolved.clearIdentifiersAdded()).build();
  }

  private static Birth birth(Event event) {
    return event.getBirth();
  }

  private static ProducerRecord<byte[], byte[]> resolved(
      Event event, String key, Resolved value, Headers headers) {
    return new ProducerRecord<>(
        Topic.RESOLVED.topicName(),
        null,
        Math.max(0, event.getReceivedAtMillis()),
        key.getBytes(StandardCharsets.UTF_8),
        value.toByteArray(),
        headers);
  }

  private Headers headers(ConsumerRecord<byte[], byte[]> record) {
    var headers = new RecordHeaders(record.headers().toArray());
    try (var _ = traces.consumed("identity resolve", record.headers())) {
      traces.inject(headers);
    }
    return headers;
  }
}
