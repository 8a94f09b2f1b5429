package dev.tributary.identity.messaging;

import dev.tributary.identity.domain.graph.Recognition;
import dev.tributary.identity.domain.graph.Resolution;
import dev.tributary.identity.domain.graph.Resolver;
import dev.tributary.identity.domain.profile.ProfileCache;
import dev.tributary.identity.domain.rules.Rules;
import dev.tributary.identity.domain.rules.RulesInForce;
import dev.tributary.identity.messaging.AcceptedRecord.Decoded;
import dev.tributary.identity.messaging.AcceptedRecord.Unreadable;
import dev.tributary.platform.domain.Unavailable;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Turns a batch of accepted records into what is to be sent. When it returns, PostgreSQL holds all
 * that the batch changed, decisions included; nothing is sent yet. The same batch, or any other cut
 * of the same records, gives the same again. One batch is read by one state of the rules.
 */
@ApplicationScoped
class BatchProcessor {

  private static final Logger LOG = Logger.getLogger(BatchProcessor.class);

  private final Resolver resolver;
  private final RulesInForce rules;
  private final ResolvedRecords resolved;
  private final ProfileRows rows;
  private final ProfileCache cache;
  private final IdentityMetrics metrics;

  BatchProcessor(
      Resolver resolver,
      RulesInForce rules,
      ResolvedRecords resolved,
      ProfileRows rows,
      ProfileCache cache,
      IdentityMetrics metrics) {
    this.resolver = resolver;
    this.rules = rules;
    this.resolved = resolved;
    this.rows = rows;
    this.cache = cache;
    this.metrics = metrics;
  }

  /**
   * What is to be sent, in order, and the outcome of each record.
   *
   * @param recognition what the worker remembers; it learns from the batch what may be recognised
   *     once the batch is sent
   * @throws Unavailable while PostgreSQL is away
   */
  Output process(Iterable<ConsumerRecord<byte[], byte[]>> records, Recognition recognition) {
    var output = new Output();
    var readable = new ArrayList<Decoded>();
    var current = rules.current();
    for (var record : records) {
      switch (AcceptedRecord.read(record, current)) {
        case Decoded event -> readable.add(event);
        case Unreadable bad -> holdBack(bad, bad.code(), output);
      }
    }
    if (!readable.isEmpty()) {
      recognition.begin(current);
      resolve(readable, current, recognition, output);
    }
    return output;
  }

  /** A batch that cannot be decided is halved until the one event that cannot stands alone. */
  private void resolve(List<Decoded> events, Rules rules, Recognition recognition, Output output) {
    try {
      var resolutions = resolutions(events, rules, recognition, output);
      for (int i = 0; i < events.size(); i++) {
        add(events.get(i), resolutions.get(i), output);
      }
    } catch (Unavailable e) {
      throw e;
    } catch (RuntimeException e) {
      if (events.size() == 1) {
        LOG.error("An event could not be resolved and is held back; report this with its trace", e);
        holdBack(events.getFirst(), "failed", output);
      } else {
        int middle = events.size() / 2;
        resolve(events.subList(0, middle), rules, recognition, output);
        resolve(events.subList(middle, events.size()), rules, recognition, output);
      }
    }
  }

  /**
   * Repeats are decided from memory, the others on what is stored; all of them are, where a profile
   * was split meanwhile.
   */
  private List<Resolution> resolutions(
      List<Decoded> events, Rules rules, Recognition recognition, Output output) {
    var repeats = new ArrayList<Optional<Resolution>>();
    var others = new ArrayList<Decoded>();
    for (var event : events) {
      var repeat = recognition.recognise(event.record().partition(), event.evidence());
      repeats.add(repeat);
      if (repeat.isEmpty()) {
        others.add(event);
      }
    }
    var batch = resolver.resolve(others.stream().map(Decoded::evidence).toList(), rules);
    cache.changed(batch.touched());
    metrics.conflicts(batch.conflicts());
    if (!recognition.holds(batch.splits()) && others.size() < events.size()) {
      return resolutions(events, rules, recognition, output);
    }
    for (int i = 0; i < others.size(); i++) {
      var other = others.get(i);
      recognition.learn(other.record().partition(), other.evidence(), batch.resolutions().get(i));
    }
    output.recognised(events.size() - others.size());
    var decided = batch.resolutions().iterator();
    var resolutions = new ArrayList<Resolution>(events.size());
    for (var repeat : repeats) {
      resolutions.add(repeat.isPresent() ? recognition.upToDate(repeat.get()) : decided.next());
    }
    return resolutions;
  }

  private void add(Decoded event, Resolution resolution, Output output) {
    output.records().addAll(resolved.of(event, resolution.decision()));
    rows.add(event, resolution.decision(), output);
    output.resolved(resolution);
  }

  private void holdBack(AcceptedRecord record, String code, Output output) {
    LOG.warnf(
        "A record of accepted cannot be read and is held back; look at it in quarantined"
            + " code=%s partition=%d offset=%d",
        code, record.record().partition(), record.record().offset());
    output.records().add(resolved.quarantined(record, code));
    output.heldBack(code);
  }
}
