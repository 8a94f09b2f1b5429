package dev.tributary.router.http;

import dev.tributary.connectors.domain.request.Body;
import dev.tributary.connectors.domain.request.Request;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.router.domain.delivery.Answer;
import dev.tributary.router.domain.delivery.Redaction;
import dev.tributary.router.domain.delivery.Verdict;
import dev.tributary.router.domain.sending.Sending;
import java.util.LinkedHashMap;
import java.util.Map;

/** What was sent and answered, to be shown: without secrets, and not more of it than one reads. */
final class SentWire {

  private static final int SHOWN_BODY = 16 * 1024;

  private SentWire() {}

  /** The request and the answer, as far as there were any. */
  static Map<String, Json> exchange(Sending.Sent sent, Redaction redaction) {
    var shown = new LinkedHashMap<String, Json>();
    if (sent.request() != null) {
      shown.put("request", request(sent.request(), redaction));
    }
    if (sent.answer() instanceof Answer.Responded responded) {
      shown.put("response", response(responded, redaction));
    }
    return shown;
  }

  /** What it means. */
  static Json.Obj judged(Verdict verdict, Redaction redaction) {
    return switch (verdict) {
      case Verdict.Delivered _ -> Json.object("outcome", Json.of("delivered"));
      case Verdict.Needless(var code) ->
          new Json.Obj(Map.of("outcome", Json.of("discarded"), "code", Json.of(code)));
      case Verdict.Retry(var failure, _) -> failed("retried", failure, redaction);
      case Verdict.Renew(var failure) -> failed("retried", failure, redaction);
      case Verdict.GiveUp(var failure) -> failed("dead", failure, redaction);
    };
  }

  private static Json.Obj failed(String outcome, Verdict.Failure failure, Redaction redaction) {
    var shown = new LinkedHashMap<String, Json>();
    shown.put("outcome", Json.of(outcome));
    shown.put("code", Json.of(failure.code()));
    shown.put("message", Json.of(redaction.of(failure.message())));
    return new Json.Obj(shown);
  }

  private static Json.Obj request(Request request, Redaction redaction) {
    var headers = new LinkedHashMap<String, Json>();
    request.headers().forEach((name, value) -> headers.put(name, Json.of(redaction.of(value))));
    request.hiddenHeaders().keySet().forEach(name -> headers.put(name, Json.of("***")));
    var shown = new LinkedHashMap<String, Json>();
    shown.put("method", Json.of(request.method()));
    shown.put("url", Json.of(redaction.of(request.url())));
    shown.put("headers", new Json.Obj(headers));
    shown.put("body", Json.of(text(request.body(), redaction)));
    return new Json.Obj(shown);
  }

  private static Json.Obj response(Answer.Responded answer, Redaction redaction) {
    var shown = new LinkedHashMap<String, Json>();
    shown.put("status", Json.of(answer.status()));
    shown.put("body", Json.of(text(answer.body(), redaction)));
    return new Json.Obj(shown);
  }

  private static String text(Body body, Redaction redaction) {
    return redaction.of(body).first(SHOWN_BODY).text();
  }
}
