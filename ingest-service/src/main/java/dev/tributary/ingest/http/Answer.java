package dev.tributary.ingest.http;

import dev.tributary.ingest.domain.event.RejectionCode;
import dev.tributary.ingest.domain.event.Verdict.Rejected;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * What a client is told.
 *
 * @param outcome what the request is counted as
 * @param body a JSON object, for SDKs give up on anything else; empty for others
 * @param retryAfterSeconds when to come again; 0 where it does not say
 */
record Answer(int status, String outcome, Buffer body, long retryAfterSeconds) {

  private Answer(int status, String outcome, Buffer body) {
    this(status, outcome, body, 0);
  }

  static final Answer OK = new Answer(200, "ok", Buffer.buffer("{\"success\":true}"));

  /** What an SDK measured of itself. */
  static final Answer SDK_METRICS = new Answer(200, "sdk_metrics", OK.body());

  static final Answer UNAVAILABLE =
      failure(503, "unavailable", "Events cannot be stored just now; send the request again later");

  static final Answer OVERLOADED =
      failure(503, "overloaded", "Too much is under way just now; send the request again later");

  static final Answer FAILED =
      failure(503, "failed", "The request could not be handled; send it again later");

  static final Answer NO_WRITE_KEY =
      refused(RejectionCode.UNKNOWN_SOURCE, "There is no write key, in the headers or the body");

  /** Of settings: 404, for that is what SDKs read as "not this time". */
  static final Answer NO_SETTINGS =
      failure(404, "unknown_source", "Unknown write key: no source has it");

  static final Answer TOO_MANY_MADE =
      refused(RejectionCode.REQUEST_TOO_LARGE, "More events become of it than of a batch");

  static final Answer TOO_SLOW = failure(408, "request_timeout", "The body did not come in time");

  static final Answer BROKEN_ENCODING =
      refused(
          RejectionCode.BAD_REQUEST, "The body is not what Content-Encoding says, or broken off");

  static final Answer UNKNOWN_ENCODING =
      failure(415, "unsupported_encoding", "Bodies are read plain, or as gzip or deflate");

  static final Answer NO_HOST =
      refused(RejectionCode.BAD_REQUEST, "The Host header is missing or odd");

  static final Answer AMBIGUOUS_LENGTH =
      refused(RejectionCode.BAD_REQUEST, "Of transfer encodings only chunked is read");

  static final Answer NO_JSON =
      refused(RejectionCode.BAD_REQUEST, "The body is neither JSON nor a form");

  /** Of a tool's path: there is no such source, or it takes nothing from tools. */
  static final Answer NO_WEBHOOK =
      failure(404, "unknown_source", "No source of this name takes webhooks");

  /** What a tool asks for when it is given a path. */
  static final Answer WEBHOOK_THERE = new Answer(200, "webhook_check", Buffer.buffer());

  /** What a tool has sent and nobody wants. */
  static final Answer IGNORED = new Answer(200, "ignored", Buffer.buffer());

  /** What a tool has sent and was taken: without a body, for Twilio would read one as orders. */
  static final Answer TAKEN = new Answer(200, OK.outcome(), Buffer.buffer());

  static final Answer NO_SUCH_SCRIPT =
      failure(404, "unknown_script", "The browser SDK has no such part");

  static final Answer SCRIPT = new Answer(200, "script", Buffer.buffer());

  static final Answer UNKNOWN_WRITE_KEY =
      refused(RejectionCode.UNKNOWN_SOURCE, "Unknown write key: no source has it");

  static final Answer SOURCE_DISABLED =
      refused(RejectionCode.SOURCE_DISABLED, "This write key, or its source, is switched off");

  static final Answer TOKEN_REQUIRED =
      failure(401, "token_required", "The source takes events with an access token only");

  static final Answer INVALID_TOKEN =
      failure(401, "invalid_token", "The access token is none of this source's, or too old");

  static final Answer ORIGIN_NOT_ALLOWED =
      failure(403, "origin_not_allowed", "The source takes nothing from pages of this origin");

  /** What an SDK asks for before it sends. */
  static Answer settings(Buffer settings) {
    return new Answer(200, "settings", settings);
  }

  /** What an app is told that asks for a token. */
  static Answer token(int status, Json.Obj body) {
    return new Answer(
        status, status == 200 ? "token" : "no_token", Buffer.buffer(JsonText.write(body)));
  }

  /** A method that a path does not take. */
  static Answer methodNotAllowed(HttpMethod taken) {
    return failure(405, "method_not_allowed", "This path takes " + taken + " only");
  }

  /** A call of a tool that does not prove to be its own. */
  static Answer notProven(String reason) {
    return failure(401, "bad_signature", reason);
  }

  static Answer tooLarge(int limit) {
    return refused(
        RejectionCode.REQUEST_TOO_LARGE, "The request is larger than " + limit + " bytes");
  }

  /** A source that has sent all that it may for now. */
  static Answer overQuota(long millis) {
    var refused = failure(429, "quota_exceeded", "The source sends more than its quota");
    return new Answer(
        refused.status(), refused.outcome(), refused.body(), Math.ceilDiv(millis, 1000));
  }

  /** A request, or its only event, that is not taken. */
  static Answer refused(RejectionCode code, String message) {
    int status =
        switch (code) {
          case UNKNOWN_SOURCE -> 401;
          case SOURCE_DISABLED -> 403;
          case REQUEST_TOO_LARGE -> 413;
          case BAD_REQUEST,
              EMPTY_BATCH,
              UNKNOWN_TYPE,
              EVENT_TOO_LARGE,
              NO_USER_ANON_ID,
              ID_REQUIRED,
              ID_NOT_STRING,
              EVENT_NOT_DEFINED,
              EVENT_NOT_STRING,
              PROPERTIES_NOT_OBJECT,
              TRAITS_NOT_OBJECT,
              NAME_NOT_STRING,
              CATEGORY_NOT_STRING,
              BOT,
              MAPPING_FAILED ->
              400;
        };
    return failure(status, code.code(), message);
  }

  /** A batch of which some events were taken and these were not. */
  static Answer partial(List<Item> rejected) {
    var items = new ArrayList<Json>(rejected.size());
    for (var item : rejected) {
      var fields = new LinkedHashMap<String, Json>();
      fields.put("index", Json.of(item.index()));
      fields.put("messageId", Json.of(item.verdict().event().messageId()));
      fields.put("code", Json.of(item.verdict().rejection().code().code()));
      fields.put("message", Json.of(item.verdict().rejection().message()));
      items.add(new Json.Obj(fields));
    }
    var body = new LinkedHashMap<String, Json>();
    body.put("success", Json.Bool.TRUE);
    body.put("rejected", new Json.Arr(items));
    return new Answer(200, "partial", json(body));
  }

  private static Answer failure(int status, String code, String message) {
    var body = new LinkedHashMap<String, Json>();
    body.put("success", Json.Bool.FALSE);
    body.put("code", Json.of(code));
    body.put("message", Json.of(message));
    return new Answer(status, code, json(body));
  }

  private static Buffer json(LinkedHashMap<String, Json> fields) {
    return Buffer.buffer(JsonText.write(new Json.Obj(fields)));
  }

  /** A rejected event and its place in the batch. */
  record Item(int index, Rejected verdict) {}
}
