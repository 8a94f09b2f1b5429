package dev.tributary.ingest.http;

import dev.tributary.ingest.config.IngestConfig;
import dev.tributary.ingest.domain.event.EventType;
import dev.tributary.ingest.domain.event.Judgement.Judged;
import dev.tributary.ingest.domain.event.Judgement.Refused;
import dev.tributary.ingest.domain.event.RejectionCode;
import dev.tributary.ingest.domain.event.RequestJudge;
import dev.tributary.ingest.domain.log.EventLog;
import dev.tributary.ingest.domain.log.Intake;
import dev.tributary.ingest.domain.request.Field;
import dev.tributary.ingest.domain.request.RawObject;
import dev.tributary.ingest.domain.request.RequestScanner;
import dev.tributary.ingest.domain.request.ScannedRequest;
import dev.tributary.ingest.domain.request.ScannedRequest.Batch;
import dev.tributary.ingest.domain.request.ScannedRequest.Single;
import dev.tributary.ingest.domain.request.ScannedRequest.Unreadable;
import dev.tributary.ingest.domain.source.Source;
import dev.tributary.ingest.domain.source.Sources;
import dev.tributary.ingest.http.Storing.Telling;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes a request of the tracking API from its headers to a judgement, on the event loop: whether
 * the log is open, who sends, what it says, whether it is right. What can be refused early is.
 */
@ApplicationScoped
class TrackingHandler {

  private static final Logger LOG = Logger.getLogger(TrackingHandler.class);

  private final Sources sources;
  private final RequestJudge judge;
  private final EventLog log;
  private final Storing storing;
  private final Answering answering;
  private final IngestConfig.LimitsConfig limits;
  private final InstantSource clock = InstantSource.system();

  TrackingHandler(
      Sources sources,
      RequestJudge judge,
      EventLog log,
      Storing storing,
      Answering answering,
      IngestConfig config) {
    this.sources = sources;
    this.judge = judge;
    this.log = log;
    this.storing = storing;
    this.answering = answering;
    this.limits = config.limits();
  }

  /** Takes a POST of one event, whose body has not been read. */
  void one(EventType type, Caller caller) {
    admit(caller, source -> readBody(caller, source, body -> RequestScanner.single(type, body)));
  }

  /** Takes a POST of a batch, whose body has not been read. */
  void many(Caller caller) {
    int most = limits.batchEvents();
    admit(caller, source -> readBody(caller, source, body -> RequestScanner.batch(body, most)));
  }

  /** Takes one event that came without a body. */
  void bare(EventType type, byte[] event, Caller caller) {
    admit(caller, source -> scan(caller, source, event, text -> RequestScanner.single(type, text)));
  }

  /** Finds the events in a request's text. */
  private interface Scanner {
    ScannedRequest of(byte[] text);
  }

  /**
   * Refuses what can be refused by the headers alone.
   *
   * @param then told whose the request is; null where only its body says so
   */
  private void admit(Caller caller, Consumer<@Nullable Source> then) {
    if (!log.isOpen() || !sources.areKnown()) {
      answering.send(caller, Answer.UNAVAILABLE);
      return;
    }
    var key = caller.writeKey();
    var source = key.isPresent() ? admitted(caller, key.get()) : null;
    if (key.isEmpty() || source != null) {
      then.accept(source);
    }
  }

  private void readBody(Caller caller, @Nullable Source source, Scanner scanner) {
    int limit = limits.requestBytes();
    RequestBody.read(
        caller.request(),
        limit,
        body -> scan(caller, source, body, scanner),
        () -> {
          var message = "The request is larger than " + limit + " bytes";
          answering.send(caller, Answer.refused(RejectionCode.REQUEST_TOO_LARGE, message));
        });
  }

  private void scan(Caller caller, @Nullable Source source, byte[] text, Scanner scanner) {
    try {
      take(caller, source, scanner.of(text));
    } catch (RuntimeException e) { // The outermost frame: a fault of ours is never a 500.
      LOG.error("A request failed for a reason nobody thought of; it is answered 503", e);
      answering.send(caller, Answer.FAILED);
    }
  }

  /**
   * @param headerSource the source, where the headers named it; else the body must
   */
  private void take(Caller caller, @Nullable Source headerSource, ScannedRequest scanned) {
    long receivedAt = clock.millis();
    switch (scanned) {
      case Unreadable(var reason) ->
          answering.send(caller, Answer.refused(RejectionCode.BAD_REQUEST, reason));
      case Single single -> {
        var source = admitted(caller, headerSource, single.event());
        if (source != null) {
          var judged = judge.single(single, receivedAt);
          storing.store(caller, intake(caller, source, receivedAt, judged), Telling::one);
        }
      }
      case Batch batch -> {
        var source = admitted(caller, headerSource, batch.envelope());
        if (source != null) {
          switch (judge.batch(batch, receivedAt)) {
            case Refused(var code, var message) ->
                answering.send(caller, Answer.refused(code, message));
            case Judged judged ->
                storing.store(caller, intake(caller, source, receivedAt, judged), Telling::many);
          }
        }
      }
    }
  }

  /** The source whose request this is; where it is nobody's, that is answered. */
  private @Nullable Source admitted(
      Caller caller, @Nullable Source headerSource, RawObject envelope) {
    if (headerSource != null) {
      return headerSource;
    }
    if (envelope.typeOf(Field.WRITE_KEY).isNothing()) {
      answering.send(caller, Answer.NO_WRITE_KEY);
      return null;
    }
    return admitted(caller, envelope.textOf(Field.WRITE_KEY));
  }

  private @Nullable Source admitted(Caller caller, String writeKey) {
    var source = sources.withKey(writeKey).orElse(null);
    if (source == null) {
      answering.send(caller, Answer.UNKNOWN_WRITE_KEY);
      return null;
    }
    if (!source.enabled()) {
      answering.send(caller, Answer.SOURCE_DISABLED);
      return null;
    }
    if (!caller.isAllowedBy(source)) {
      answering.send(caller, Answer.ORIGIN_NOT_ALLOWED);
      return null;
    }
    return source;
  }

  private static Intake intake(Caller caller, Source source, long receivedAt, Judged judged) {
    var address = caller.request().remoteAddress();
    var ip = address == null ? null : address.hostAddress();
    return new Intake(source.name(), source.ip().of(ip == null ? "" : ip), receivedAt, judged);
  }
}
