package dev.tributary.ingest.http;

import dev.tributary.ingest.config.IngestConfig;
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
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
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

  /** Takes a POST whose body has not been read. */
  void handle(Endpoint endpoint, HttpServerRequest request) {
    if (!log.isOpen() || !sources.areKnown()) {
      answering.send(request, Answer.UNAVAILABLE);
      return;
    }
    var key = WriteKeyHeaders.of(request);
    var source = key.isPresent() ? admitted(request, key.get()) : null;
    if (key.isPresent() && source == null) {
      return;
    }
    int limit = limits.requestBytes();
    RequestBody.read(
        request,
        limit,
        body -> read(endpoint, request, source, body),
        () -> {
          var message = "The request is larger than " + limit + " bytes";
          answering.send(request, Answer.refused(RejectionCode.REQUEST_TOO_LARGE, message));
        });
  }

  private void read(
      Endpoint endpoint, HttpServerRequest request, @Nullable Source source, byte[] body) {
    try {
      var scanned =
          switch (endpoint) {
            case Endpoint.One(var type) -> RequestScanner.single(type, body);
            case Endpoint.Many _ -> RequestScanner.batch(body, limits.batchEvents());
          };
      take(request, source, scanned);
    } catch (RuntimeException e) { // The outermost frame: a fault of ours is never a 500.
      LOG.error("A request failed for a reason nobody thought of; it is answered 503", e);
      answering.send(request, Answer.FAILED);
    }
  }

  /**
   * @param headerSource the source, where the headers named it; else the body must
   */
  private void take(
      HttpServerRequest request, @Nullable Source headerSource, ScannedRequest scanned) {
    long receivedAt = clock.millis();
    switch (scanned) {
      case Unreadable(var reason) ->
          answering.send(request, Answer.refused(RejectionCode.BAD_REQUEST, reason));
      case Single single -> {
        var source = admitted(request, headerSource, single.event());
        if (source != null) {
          var judged = judge.single(single, receivedAt);
          storing.store(request, intake(request, source, receivedAt, judged), Telling::one);
        }
      }
      case Batch batch -> {
        var source = admitted(request, headerSource, batch.envelope());
        if (source != null) {
          switch (judge.batch(batch, receivedAt)) {
            case Refused(var code, var message) ->
                answering.send(request, Answer.refused(code, message));
            case Judged judged ->
                storing.store(request, intake(request, source, receivedAt, judged), Telling::many);
          }
        }
      }
    }
  }

  /** The source whose request this is; where it is nobody's, that is answered. */
  private @Nullable Source admitted(
      HttpServerRequest request, @Nullable Source headerSource, RawObject envelope) {
    if (headerSource != null) {
      return headerSource;
    }
    if (envelope.typeOf(Field.WRITE_KEY).isNothing()) {
      answering.send(request, Answer.NO_WRITE_KEY);
      return null;
    }
    return admitted(request, envelope.textOf(Field.WRITE_KEY));
  }

  private @Nullable Source admitted(HttpServerRequest request, String writeKey) {
    var source = sources.withKey(writeKey).orElse(null);
    if (source == null) {
      answering.send(request, Answer.UNKNOWN_WRITE_KEY);
      return null;
    }
    if (!source.enabled()) {
      answering.send(request, Answer.SOURCE_DISABLED);
      return null;
    }
    return source;
  }

  private static Intake intake(
      HttpServerRequest request, Source source, long receivedAt, Judged judged) {
    var address = request.remoteAddress();
    var ip = address == null ? null : address.hostAddress();
    return new Intake(source.name(), ip == null ? "" : ip, receivedAt, judged);
  }
}
