package dev.tributary.ingest.http;

import dev.tributary.ingest.domain.event.Judgement.Judged;
import dev.tributary.ingest.domain.event.RejectionCode;
import dev.tributary.ingest.domain.event.Verdict;
import dev.tributary.ingest.domain.event.Verdict.Accepted;
import dev.tributary.ingest.domain.event.Verdict.Rejected;
import dev.tributary.ingest.domain.log.Appended;
import dev.tributary.ingest.domain.log.EventLog;
import dev.tributary.ingest.domain.log.Intake;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Gives what was judged to the log and answers when the log has it: accepted and rejected events
 * alike, so that nothing a client was told about is anywhere but there.
 */
@Singleton
class Storing {

  private final EventLog log;
  private final Answering answering;
  private final IngestMetrics metrics;

  Storing(EventLog log, Answering answering, IngestMetrics metrics) {
    this.log = log;
    this.answering = answering;
    this.metrics = metrics;
  }

  /** Whether something can be stored now, as far as is known without asking. */
  boolean isOpen() {
    return log.isOpen();
  }

  void store(Caller caller, Intake intake, Telling telling) {
    var context = Objects.requireNonNull(Vertx.currentContext(), "not on an event loop");
    log.append(
        intake,
        appended ->
            context.runOnContext(_ -> {
              metrics.appended(appended, intake.judged().verdicts());
              answering.send(caller, answer(appended, telling, intake.judged()));
            }));
  }

  private static Answer answer(Appended appended, Telling telling, Judged judged) {
    return switch (appended) {
      case STORED -> telling.of(judged.verdicts());
      case UNAVAILABLE -> Answer.UNAVAILABLE;
      case OVERLOADED -> Answer.OVERLOADED;
      case TOO_LARGE ->
          Answer.refused(
              RejectionCode.REQUEST_TOO_LARGE,
              "The events and what the batch shares with each of them are too large together");
    };
  }

  /** What a client is told of events that are stored. */
  interface Telling {

    Answer of(List<Verdict> verdicts);

    /** Of one event: 200 or why not. */
    static Answer one(List<Verdict> verdicts) {
      return switch (verdicts.getFirst()) {
        case Accepted _ -> Answer.OK;
        case Rejected(_, var rejection) -> Answer.refused(rejection.code(), rejection.message());
      };
    }

    /** Of what a tool has sent: nothing, or what was rejected. */
    static Answer made(List<Verdict> verdicts) {
      var answer = many(verdicts);
      return answer.equals(Answer.OK) ? Answer.TAKEN : answer;
    }

    /** Of a batch: 200, with those that were rejected. */
    static Answer many(List<Verdict> verdicts) {
      var rejected = new ArrayList<Answer.Item>();
      for (int i = 0; i < verdicts.size(); i++) {
        if (verdicts.get(i) instanceof Rejected verdict) {
          rejected.add(new Answer.Item(i, verdict));
        }
      }
      return rejected.isEmpty() ? Answer.OK : Answer.partial(rejected);
    }
  }
}
