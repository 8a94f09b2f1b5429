package dev.tributary.ingest.messaging;

import dev.tributary.ingest.config.IngestConfig;
import dev.tributary.ingest.domain.event.Verdict;
import dev.tributary.ingest.domain.event.Verdict.Accepted;
import dev.tributary.ingest.domain.event.Verdict.Rejected;
import dev.tributary.ingest.domain.log.Appended;
import dev.tributary.ingest.domain.log.EventLog;
import dev.tributary.ingest.domain.log.Intake;
import dev.tributary.ingest.domain.usage.UsageMeter;
import dev.tributary.platform.telemetry.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * Writes events to {@code received} and {@code quarantined}, acknowledged by every replica in sync.
 *
 * <p>Never blocks the caller: the producer is given out only while its knowledge of the topics is
 * warm, and no more is handed to it than its memory holds. A crash before the acknowledgement
 * leaves some, all or none of a request's events stored and the client without an answer; it sends
 * them again under the same message ids, by which governance knows them.
 */
@Singleton
class KafkaEventLog implements EventLog {

  private static final Logger LOG = Logger.getLogger(KafkaEventLog.class);

  private final KafkaConnection connection;
  private final Pressure pressure;
  private final Traces traces;
  private final UsageMeter meter;
  private final long mostAtOnce;

  KafkaEventLog(
      KafkaConnection connection,
      IngestConfig config,
      Traces traces,
      UsageMeter meter,
      MeterRegistry metrics) {
    long mostBytes = config.limits().inFlightBytes();
    this.connection = connection;
    this.traces = traces;
    this.meter = meter;
    this.mostAtOnce = mostBytes / 2;
    this.pressure = new Pressure(mostBytes, config.log().stalledAfter().toNanos());
    metrics.gauge("tributary.ingest.in.flight.bytes", pressure, Pressure::bytes);
  }

  @Override
  public boolean isOpen() {
    return connection.isPresent() && !pressure.stalled(System.nanoTime());
  }

  @Override
  public void append(Intake intake, Consumer<Appended> whenDone) {
    long bytes = EventRecords.sizeOf(intake);
    if (bytes > mostAtOnce) {
      whenDone.accept(Appended.TOO_LARGE);
      return;
    }
    var producer = connection.producer();
    if (producer.isEmpty() || !isOpen()) {
      whenDone.accept(Appended.UNAVAILABLE);
      return;
    }
    if (!pressure.admit(bytes, System.nanoTime())) {
      whenDone.accept(Appended.OVERLOADED);
      return;
    }
    int count = intake.judged().verdicts().size();
    send(producer.get(), intake, new PendingAppend(count, bytes, pressure, whenDone));
  }

  private Callback callback(Verdict verdict, Intake intake, PendingAppend pending) {
    return switch (verdict) {
      case Rejected _ -> pending;
      case Accepted(var event) ->
          (metadata, failure) -> {
            if (failure == null && metadata.hasOffset()) {
              meter.stored(
                  metadata.partition(),
                  metadata.offset(),
                  intake.source(),
                  event.identifiers().trackedUser(),
                  intake.receivedAt());
            }
            pending.onCompletion(metadata, failure);
          };
    };
  }

  private void send(Producer<byte[], byte[]> producer, Intake intake, PendingAppend pending) {
    var verdicts = intake.judged().verdicts();
    var records = new EventRecords(intake);
    int sent = 0;
    try {
      for (; sent < verdicts.size(); sent++) {
        var record = records.of(verdicts.get(sent));
        traces.inject(record.headers());
        var _ = producer.send(record, callback(verdicts.get(sent), intake, pending));
      }
    } catch (KafkaException | IllegalStateException e) {
      // What can pass by itself comes to the callback; what is thrown, this producer stays with.
      LOG.errorf("The Kafka producer failed and is replaced (%s)", e.getClass().getSimpleName());
      connection.replace();
    } finally {
      if (sent < verdicts.size()) {
        pending.fail(verdicts.size() - sent);
      }
    }
  }
}
