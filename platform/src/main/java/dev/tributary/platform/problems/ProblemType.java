package dev.tributary.platform.problems;

import io.grpc.Status;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;

/** The types of problems all services share; {@code docs/problems.md} explains each. */
public enum ProblemType {
  MALFORMED_BODY(400, Status.Code.INVALID_ARGUMENT, "The body cannot be read"),
  BAD_REQUEST(400, Status.Code.INVALID_ARGUMENT, "The request cannot be understood"),
  UNAUTHORIZED(401, Status.Code.UNAUTHENTICATED, "A valid access token is needed"),
  FORBIDDEN(403, Status.Code.PERMISSION_DENIED, "The access token's role does not allow this"),
  NOT_FOUND(404, Status.Code.NOT_FOUND, "There is nothing here by that name"),
  METHOD_NOT_ALLOWED(405, Status.Code.UNIMPLEMENTED, "That method is not offered here"),
  NOT_ACCEPTABLE(406, Status.Code.INVALID_ARGUMENT, "No media type the caller accepts is offered"),
  CONFLICT(409, Status.Code.FAILED_PRECONDITION, "The present state does not allow this"),
  TOO_LARGE(413, Status.Code.RESOURCE_EXHAUSTED, "The body is too large"),
  UNSUPPORTED_MEDIA_TYPE(415, Status.Code.INVALID_ARGUMENT, "That media type is not read here"),
  INVALID_VALUE(422, Status.Code.INVALID_ARGUMENT, "A field has a value this service refuses"),
  INVALID_DEFINITION(422, Status.Code.INVALID_ARGUMENT, "The definition is not valid"),
  TOO_MANY_REQUESTS(429, Status.Code.RESOURCE_EXHAUSTED, "Too many requests"),
  INTERNAL(500, Status.Code.INTERNAL, "The service failed"),
  UNAVAILABLE(503, Status.Code.UNAVAILABLE, "Something needed is away for now");

  private static final String PREFIX = "urn:tributary:problem:";

  private final int status;
  private final Status.Code code;
  private final String title;

  ProblemType(int status, Status.Code code, String title) {
    this.status = status;
    this.code = code;
    this.title = title;
  }

  /**
   * The one that says the most about an HTTP status: its own, else the general one of its class.
   */
  public static ProblemType ofStatus(int status) {
    return Arrays.stream(values())
        .filter(type -> type.status == status && type != MALFORMED_BODY)
        .findFirst()
        .orElse(status >= 500 ? INTERNAL : BAD_REQUEST);
  }

  public URI uri() {
    return URI.create(PREFIX + name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  public int status() {
    return status;
  }

  /** The same refusal over gRPC. */
  public Status.Code code() {
    return code;
  }

  public String title() {
    return title;
  }
}
