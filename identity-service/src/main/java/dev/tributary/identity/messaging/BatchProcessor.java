package dev.tributary.identity.messaging;

import dev.tributary.identity.domain.graph.Resolution;
import dev.tributary.identity.domain.graph.Resolution.Outcome;
import dev.tributary.identity.domain.graph.Resolver;
import dev.tributary.identity.domain.profile.ProfileCache;
import dev.tributary.identity.domain.rules.Rules;
import dev.tributary.identity.messaging.AcceptedRecord.Decoded;
import dev.tributary.identity.messaging.AcceptedRecord.Unreadable;
import dev.tributary.platform.domain.Unavailable;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;

/**
 * Turns a batch of accepted records into what is to be sent. When it returns, PostgreSQL holds all
 * that the batch changed, decisions included; nothing is sent yet. The same batch, or any other cut
 * of the same records, gives the same again.
 */
@ApplicationScoped
class BatchProcessor {

  private static final Logger LOG = Logger.getLogger(BatchProcessor.class);

  private final Resolver resolver;
  private final ResolvedRecords resolved;
  private final ProfileCache cache;
  private final IdentityMetrics metrics;

  BatchProcessor(
      Resolver resolver, ResolvedRecords resolved, ProfileCache cache, IdentityMetrics metrics) {
    this.resolver = resolver;
    this.resolved = resolved;
    this.cache = cache;
    this.metrics = metrics;
  }

  /**
   * What is to be sent, in order, and the outcome of each record.
   *
   * @throws Unavailable while PostgreSQL is away
   */
  Output process(Iterable<ConsumerRecord<byte[], byte[]>> records) {
    var output = new Output(new ArrayList<>(), new ArrayList<>());
    var readable = new ArrayList<Decoded>();
    for (var record : records) {
      switch (AcceptedRecord.read(record)) {
        case Decoded event -> readable.add(event);
        case Unreadable bad -> holdBack(bad, bad.code(), output);
      }
    }
    if (!readable.isEmpty()) {
      resolve(readable, output);
    }
    return output;
  }

  /** A batch that cannot be decided is halved until the one event that cannot stands alone. */
  private void resolve(List<Decoded> events, Output output) {
    try {
      var batch = resolver.resolve(events.stream().map(Decoded::evidence).toList(), Rules.DEFAULT);
      cache.changed(batch.touched());
      metrics.conflicts(batch.conflicts());
      for (int i = 0; i < events.size(); i++) {
        add(events.get(i), batch.resolutions().get(i), output);
      }
    } catch (Unavailable e) {
      throw e;
    } catch (RuntimeException e) {
      if (events.size() == 1) {
        LOG.error("An event could not be resolved and is held back; report this with its trace", e);
        holdBack(events.getFirst(), "failed", output);
      } else {
        int middle = events.size() / 2;
        resolve(events.subList(0, middle), output);
        resolve(events.subList(middle, events.size()), output);
      }
    }
  }

  private void add(Decoded event, Resolution resolution, Output output) {
    output.records().addAll(resolved.of(event, resolution.decision()));
    output.outcomes().add(resolution.outcome().code());
    metrics.setAside(resolution.setAside());
    if (resolution.outcome() == Outcome.MERGED) {
      metrics.merged(resolution.decision().merged().size());
    }
  }

  private void holdBack(AcceptedRecord record, String code, Output output) {
    LOG.warnf(
        "A record of accepted cannot be read and is held back; look at it in quarantined"
            + " code=%s partition=%d offset=%d",
        code, record.record().partition(), record.record().offset());
    output.records().add(resolved.quarantined(record, code));
    output.outcomes().add(code);
  }

  /** What is to be sent, and the outcome of each record consumed. */
  record Output(List<ProducerRecord<byte[], byte[]>> records, List<String> outcomes) {}
}
