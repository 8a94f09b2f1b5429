package dev.tributary.ingest.http;

import dev.tributary.ingest.domain.event.RejectionCode;
import dev.tributary.ingest.domain.event.Timing;
import dev.tributary.ingest.domain.event.Verdict;
import dev.tributary.ingest.domain.event.Verdict.Accepted;
import dev.tributary.ingest.domain.event.Verdict.Rejected;
import dev.tributary.ingest.domain.log.Appended;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts what comes in.
 *
 * <ul>
 *   <li>{@code tributary.ingest.requests}: each answered request, preflights aside, has exactly one
 *       {@code outcome}: {@code answered = ok + partial + settings + script + sdk_metrics + token +
 *       no_token + ignored + webhook_check + refused by code + unavailable + overloaded + failed}.
 *   <li>{@code tributary.ingest.events}: each event that was judged has exactly one {@code
 *       outcome}: {@code judged = accepted + rejected by code + unstored}. An event counts as
 *       accepted or rejected when Kafka has acknowledged it; {@code unstored} ones come again,
 *       since their client was told 503.
 *   <li>{@code tributary.ingest.timestamps.clamped}: accepted events whose time could not be, and
 *       became the moment of receipt.
 * </ul>
 */
@Singleton
class IngestMetrics {

  private static final String EVENTS = "tributary.ingest.events";
  private static final String OUTCOME = "outcome";

  private final MeterRegistry metrics;
  private final Counter accepted;
  private final Counter unstored;
  private final Counter clamped;
  private final Map<String, Counter> requests = new ConcurrentHashMap<>();

  IngestMetrics(MeterRegistry metrics) {
    this.metrics = metrics;
    accepted = metrics.counter(EVENTS, OUTCOME, "accepted");
    unstored = metrics.counter(EVENTS, OUTCOME, "unstored");
    clamped = metrics.counter("tributary.ingest.timestamps.clamped");
  }

  void answered(Answer answer) {
    requests.computeIfAbsent(answer.outcome(), this::request).increment();
  }

  void appended(Appended appended, List<Verdict> verdicts) {
    switch (appended) {
      case STORED -> stored(verdicts);
      case UNAVAILABLE, OVERLOADED -> unstored.increment(verdicts.size());
      case TOO_LARGE -> rejected(RejectionCode.REQUEST_TOO_LARGE, verdicts.size());
    }
  }

  private void stored(List<Verdict> verdicts) {
    int taken = 0;
    for (var verdict : verdicts) {
      switch (verdict) {
        case Accepted(var event) -> {
          taken++;
          if (event.timing().basis() == Timing.Basis.CLAMPED) {
            clamped.increment();
          }
        }
        case Rejected(_, var rejection) -> rejected(rejection.code(), 1);
      }
    }
    accepted.increment(taken);
  }

  private void rejected(RejectionCode code, int events) {
    metrics.counter(EVENTS, OUTCOME, code.code()).increment(events);
  }

  private Counter request(String outcome) {
    return metrics.counter("tributary.ingest.requests", OUTCOME, outcome);
  }
}
