package dev.tributary.ingest.http;

import dev.tributary.ingest.domain.event.EventType;
import dev.tributary.ingest.domain.event.Judgement.Judged;
import dev.tributary.ingest.domain.event.Judgement.Refused;
import dev.tributary.ingest.domain.event.RejectionCode;
import dev.tributary.ingest.domain.event.RequestJudge;
import dev.tributary.ingest.domain.event.Sending;
import dev.tributary.ingest.domain.event.Sending.Machines;
import dev.tributary.ingest.domain.event.Sending.SentAt;
import dev.tributary.ingest.domain.event.Verdict;
import dev.tributary.ingest.domain.json.Slice;
import dev.tributary.ingest.domain.log.Intake;
import dev.tributary.ingest.domain.oauth.OAuth;
import dev.tributary.ingest.domain.oauth.TokenIssuer;
import dev.tributary.ingest.domain.quota.Quotas;
import dev.tributary.ingest.domain.request.Field;
import dev.tributary.ingest.domain.request.RawObject;
import dev.tributary.ingest.domain.request.RequestScanner;
import dev.tributary.ingest.domain.request.ScannedRequest;
import dev.tributary.ingest.domain.request.ScannedRequest.Batch;
import dev.tributary.ingest.domain.request.ScannedRequest.Single;
import dev.tributary.ingest.domain.request.ScannedRequest.Unreadable;
import dev.tributary.ingest.domain.source.Source;
import dev.tributary.ingest.domain.source.Sources;
import dev.tributary.ingest.domain.webhook.Webhook.Made;
import dev.tributary.ingest.http.Storing.Telling;
import dev.tributary.platform.json.JsonText;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes a request of the tracking API from its headers to a judgement, on the event loop: whether
 * the log is open, who sends, what it says, whether it is right. What can be refused early is.
 */
@Singleton
class TrackingHandler {

  private static final Logger LOG = Logger.getLogger(TrackingHandler.class);

  /** What an SDK measures of itself is a list of a few counters. */
  private static final int MOST_METRICS_BYTES = 65_536;

  private final Sources sources;
  private final RequestJudge judge;
  private final Quotas quotas;
  private final TokenIssuer issuer;
  private final Storing storing;
  private final Answering answering;
  private final Bodies bodies;
  private final InstantSource clock = InstantSource.system();

  TrackingHandler(
      Sources sources,
      RequestJudge judge,
      Quotas quotas,
      TokenIssuer issuer,
      Storing storing,
      Answering answering,
      Bodies bodies) {
    this.sources = sources;
    this.judge = judge;
    this.quotas = quotas;
    this.issuer = issuer;
    this.storing = storing;
    this.answering = answering;
    this.bodies = bodies;
  }

  /** Takes a POST of one event, whose body has not been read. */
  void one(EventType type, Caller caller) {
    admit(caller, source -> readBody(caller, source, body -> RequestScanner.single(type, body)));
  }

  /** Takes a POST of a batch, whose body has not been read. */
  void many(Caller caller) {
    admit(
        caller,
        source -> readBody(caller, source, body -> RequestScanner.batch(body, judge.mostEvents())));
  }

  /** Takes one event that came without a body. */
  void bare(EventType type, byte[] event, Caller caller) {
    admit(caller, source -> scan(caller, source, event, text -> RequestScanner.single(type, text)));
  }

  /** Takes a POST of what an SDK measured of itself: read, and let go. */
  void sdkMetrics(Caller caller) {
    Runnable done = () -> answering.send(caller, Answer.SDK_METRICS);
    bodies.read(caller.request(), MOST_METRICS_BYTES, _ -> done.run(), _ -> done.run());
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
    if (!storing.isOpen() || !sources.areKnown()) {
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
    bodies.read(
        caller.request(),
        body -> scan(caller, source, body, scanner),
        answer -> answering.send(caller, answer));
  }

  private void scan(Caller caller, @Nullable Source source, byte[] text, Scanner scanner) {
    guarded(caller, () -> take(caller, source, scanner.of(text)));
  }

  /** Does work in whose course a fault of ours is no end of the connection. */
  void guarded(Caller caller, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) { // The outermost frame: a fault of ours is never a 500.
      LOG.error("A request failed for a reason nobody thought of; it is answered 503", e);
      answering.send(caller, Answer.FAILED);
    }
  }

  /**
   * @param headerSource the source, where the headers named it; else the body must
   */
  private void take(Caller caller, @Nullable Source headerSource, ScannedRequest scanned) {
    switch (scanned) {
      case Unreadable(var reason) ->
          answering.send(caller, Answer.refused(RejectionCode.BAD_REQUEST, reason));
      case Single single -> {
        var source = admitted(caller, headerSource, single.event());
        if (source != null) {
          within(caller, source, 1, () -> judge(caller, source, single));
        }
      }
      case Batch batch -> {
        var source = admitted(caller, headerSource, batch.envelope());
        if (source != null) {
          within(caller, source, batch.count(), () -> judge(caller, source, batch));
        }
      }
    }
  }

  /** Goes on where the source's quota lets so many events pass. */
  private void within(Caller caller, Source source, int events, Runnable then) {
    var quota = source.rules().quota();
    if (quota.isEmpty() || events == 0) {
      then.run();
      return;
    }
    var context = Objects.requireNonNull(Vertx.currentContext(), "not on an event loop");
    quotas.take(
        source.name(),
        quota.get(),
        events,
        millis ->
            context.runOnContext(_ -> {
              if (millis == 0) {
                guarded(caller, then);
              } else {
                answering.send(caller, Answer.overQuota(millis));
              }
            }));
  }

  private void judge(Caller caller, Source source, Single single) {
    var sending = sending(caller, source);
    var judged = judge.single(single, sending);
    storing.store(caller, intake(caller, source, sending, judged), Telling::one);
  }

  private void judge(Caller caller, Source source, Batch batch) {
    var sending = sending(caller, source);
    switch (judge.batch(batch, sending)) {
      case Refused(var code, var message) -> answering.send(caller, Answer.refused(code, message));
      case Judged judged ->
          storing.store(caller, intake(caller, source, sending, judged), Telling::many);
    }
  }

  private Sending sending(Caller caller, Source source) {
    var bots =
        switch (source.rules().bots()) {
          case MARK -> Machines.TAKEN;
          case DROP -> Machines.REFUSED;
        };
    return new Sending(clock.millis(), caller.browser(), bots, SentAt.NOW);
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
    return isOpenTo(caller, source) ? source : null;
  }

  /** Whether a source takes from a caller now; where it does not, that is answered. */
  boolean isOpenTo(Caller caller, Source source) {
    var answer = closed(caller, source);
    answer.ifPresent(known -> answering.send(caller, known));
    return answer.isEmpty();
  }

  private Optional<Answer> closed(Caller caller, Source source) {
    if (!source.enabled()) {
      return Optional.of(Answer.SOURCE_DISABLED);
    }
    if (!caller.isAllowedBy(source)) {
      return Optional.of(Answer.ORIGIN_NOT_ALLOWED);
    }
    var unproven = source.rules().oauth().flatMap(oauth -> unproven(caller, oauth));
    if (unproven.isPresent()) {
      return unproven;
    }
    return source
        .rules()
        .quota()
        .map(quota -> quotas.refusedMillis(source.name(), quota))
        .filter(millis -> millis > 0)
        .map(Answer::overQuota);
  }

  /** Why the caller's token, or that he has none, does not do. */
  private Optional<Answer> unproven(Caller caller, OAuth oauth) {
    var token = caller.token();
    if (token.isEmpty()) {
      return oauth.required() ? Optional.of(Answer.TOKEN_REQUIRED) : Optional.empty();
    }
    return issuer.bearerOf(token.get(), clock.millis()).filter(oauth::admits).isPresent()
        ? Optional.empty()
        : Optional.of(Answer.INVALID_TOKEN);
  }

  /** Takes what rules have made of what a tool has sent; at least one. */
  void made(Caller caller, Source source, List<Made> made) {
    within(
        caller,
        source,
        made.size(),
        () -> {
          var sending = sending(caller, source);
          var verdicts = new ArrayList<Verdict>();
          for (var each : made) {
            verdicts.add(verdict(each, sending));
          }
          var judged = new Judged(Slice.EMPTY, Slice.EMPTY, List.copyOf(verdicts));
          storing.store(caller, intake(caller, source, sending, judged), Telling::made);
        });
  }

  private Verdict verdict(Made made, Sending sending) {
    return switch (made) {
      case Made.Event(var event) -> judge.made(JsonText.write(event), sending);
      case Made.Failed(var messageId, var item, var reason) -> {
        var text = JsonText.write(item);
        yield RequestJudge.failed(messageId, new Slice(text, 0, text.length), reason, sending);
      }
    };
  }

  private static Intake intake(Caller caller, Source source, Sending sending, Judged judged) {
    var address = caller.request().remoteAddress();
    var ip = address == null ? null : address.hostAddress();
    return new Intake(
        source.name(), source.rules().ip().of(ip == null ? "" : ip), sending.receivedAt(), judged);
  }
}
