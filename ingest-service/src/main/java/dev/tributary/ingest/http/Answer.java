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
 * @param body a JSON object: SDKs give up on anything else
 */
record Answer(int status, String outcome, Buffer body) {

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

  static final Answer NO_SUCH_SCRIPT =
      failure(404, "unknown_script", "The browser SDK has no such part");

  static final Answer SCRIPT = new Answer(200, "script", Buffer.buffer());

  static final Answer UNKNOWN_WRITE_KEY =
      refused(RejectionCode.UNKNOWN_SOURCE, "Unknown write key: no source has it");

  static final Answer SOURCE_DISABLED =
      refused(RejectionCode.SOURCE_DISABLED, "This write key, or its source, is switched off");

  static final Answer ORIGIN_NOT_ALLOWED =
      failure(403, "origin_not_allowed", "The source takes nothing from pages of this origin");

  /** What an SDK asks for before it sends. */
  static Answer settings(Buffer settings) {
    return new Answer(200, "settings", settings);
  }

  /** A method that a path does not take. */
  static Answer methodNotAllowed(HttpMethod taken) {
    return failure(405, "method_not_allowed", "This path takes " + taken + " only");
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
              CATEGORY_NOT_STRING ->
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
