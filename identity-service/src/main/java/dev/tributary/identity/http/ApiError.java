package dev.tributary.identity.http;

import dev.tributary.platform.domain.json.Json;
import java.util.LinkedHashMap;

/** A refusal of the Profile API, in the shape and with the codes of Segment's. */
final class ApiError extends RuntimeException {

  private final int status;
  private final String code;
  private final String reason;

  private ApiError(int status, String code, String reason) {
    super(reason);
    this.status = status;
    this.code = code;
    this.reason = reason;
  }

  /** A parameter has a value it cannot have. */
  static ApiError invalid(String reason) {
    return new ApiError(400, "validation_error", reason);
  }

  /** The request cannot be answered as it is. */
  static ApiError ambiguous(String reason) {
    return new ApiError(400, "invalid_request_error", reason);
  }

  static ApiError notFound(String reason) {
    return new ApiError(404, "not_found", reason);
  }

  static ApiError noSuchCollection() {
    return notFound(
        "There is one space, default, and in it users, accounts and the entities defined");
  }

  static ApiError unauthenticated() {
    return new ApiError(
        401,
        "authentication_error",
        "Send an access token as the user name of Basic authentication, or as a Bearer token");
  }

  static ApiError forbidden() {
    return new ApiError(403, "authentication_error", "The access token may not read profiles");
  }

  static ApiError unavailable() {
    return new ApiError(503, "api_error", "Profiles cannot be read for now; try again soon");
  }

  static ApiError audienceAway() {
    return new ApiError(
        503, "api_error", "What audience-service keeps cannot be read for now; try again soon");
  }

  static ApiError tooMany() {
    return new ApiError(
        429, "rate_limit_error", "More requests in this second than this API answers; wait one");
  }

  int status() {
    return status;
  }

  Json toJson() {
    var fields = new LinkedHashMap<String, Json>();
    fields.put("code", Json.of(code));
    fields.put("message", Json.of(reason));
    return Json.object("error", new Json.Obj(fields));
  }
}
