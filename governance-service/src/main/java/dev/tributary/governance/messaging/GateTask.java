package dev.tributary.governance.messaging;

import dev.tributary.governance.domain.Finding;
import dev.tributary.governance.domain.Gate;
import dev.tributary.governance.domain.Verdict;
import dev.tributary.governance.domain.deduplication.Birth;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Asks the gate about each record and sends it where the verdict says, with its key, its headers
 * and its time.
 *
 * <p>Reading, remembering and sending are one Kafka transaction: a crash anywhere undoes all of it,
 * and the record is judged again with the same answer.
 */
final class GateTask {

  private final ProcessorContext<byte[], byte[]> context;
  private final Gate gate;
  private final GateMetrics metrics;
  private final Tracing tracing;

  GateTask(
      ProcessorContext<byte[], byte[]> context, Gate gate, GateMetrics metrics, Tracing tracing) {
    this.context = context;
    this.gate = gate;
    this.metrics = metrics;
    this.tracing = tracing;
  }

  void take(Record<byte[], byte[]> received) {
    metrics.received();
    try (var _ = tracing.judging(received.headers())) {
      var place = context.recordMetadata().orElseThrow();
      metrics.judged(judge(received, new Birth(place.partition(), place.offset())));
    }
  }

  private Verdict judge(Record<byte[], byte[]> received, Birth here) {
    if (RecordSize.isTooLargeToPassOn(received)) {
      var verdict = new Verdict.Quarantined(RecordSize.FINDING);
      quarantine(RecordSize.withoutContent(received), verdict, here);
      return verdict;
    }
    return switch (EventReader.read(received.value(), received.timestamp())) {
      case Reading.Newborn(var candidate) -> {
        var verdict = gate.judge(candidate, here, now());
        carryOut(verdict, received, here, BirthStamp.on(received.value(), here));
        yield verdict;
      }
      case Reading.Reborn(var candidate, var birth) -> {
        var verdict = gate.judge(candidate, birth, now());
        carryOut(verdict, received, birth, received.value());
        yield verdict;
      }
      case Reading.Unreadable(Finding finding) -> {
        var verdict = new Verdict.Quarantined(finding);
        quarantine(received, verdict, here);
        yield verdict;
      }
    };
  }

  private void carryOut(
      Verdict verdict, Record<byte[], byte[]> received, Birth birth, byte[] stamped) {
    switch (verdict) {
      case Verdict.Accepted _ -> forward(received.withValue(stamped), GateTopology.ACCEPTED);
      case Verdict.Quarantined quarantined -> quarantine(received, quarantined, birth);
      case Verdict.Duplicate _ -> {}
    }
  }

  private void quarantine(
      Record<byte[], byte[]> received, Verdict.Quarantined verdict, Birth birth) {
    var wire = QuarantineWire.of(received.value(), verdict, birth, now().toEpochMilli());
    forward(received.withValue(wire), GateTopology.QUARANTINED);
  }

  private void forward(Record<byte[], byte[]> record, String sink) {
    tracing.inject(record.headers());
    context.forward(record, sink);
  }

  private Instant now() {
    return Instant.ofEpochMilli(context.currentSystemTimeMs());
  }
}
