package dev.tributary.platform.problems;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.Unavailable;
import dev.tributary.platform.domain.definition.Violation;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The only place where an exception becomes an HTTP answer. */
class ProblemMappers {

  static final String RETRY_AFTER_SECONDS = "1";

  private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

  @ServerExceptionMapper
  public RestResponse<Problem> refusal(Refusal e) {
    return answer(e.problem());
  }

  @ServerExceptionMapper
  public RestResponse<Problem> invalidValue(InvalidValue e) {
    var violations = List.of(new Violation(e.field(), "is " + e.reason()));
    var detail = e.field() + " is " + e.reason();
    return answer(Problem.of(ProblemType.INVALID_VALUE, detail, violations));
  }

  @ServerExceptionMapper
  public RestResponse<Problem> unavailable(Unavailable e) {
    var detail = e.getMessage() == null ? "" : e.getMessage();
    return answer(Problem.of(ProblemType.UNAVAILABLE, detail));
  }

  @ServerExceptionMapper({MismatchedInputException.class, JsonProcessingException.class})
  public RestResponse<Problem> malformed() {
    return answer(Problem.of(ProblemType.MALFORMED_BODY, "The body is not the JSON expected here"));
  }

  @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
  public RestResponse<Problem> unauthorized() {
    var problem =
        Problem.of(
            ProblemType.UNAUTHORIZED,
            "Send a valid access token in the header `Authorization: Bearer <token>`");
    return builder(problem).header(HttpHeaders.WWW_AUTHENTICATE, "Bearer").build();
  }

  @ServerExceptionMapper
  public RestResponse<Problem> forbidden(ForbiddenException e) {
    return answer(
        Problem.of(ProblemType.FORBIDDEN, "Ask an operator for a token with a higher role"));
  }

  @ServerExceptionMapper
  public RestResponse<Problem> web(WebApplicationException e) {
    int status = e.getResponse().getStatus();
    var type = ProblemType.ofStatus(status);
    if (e.getCause() instanceof JsonProcessingException) {
      type = ProblemType.MALFORMED_BODY;
    }
    return answer(
        new Problem(type.uri(), type.title(), Math.max(status, 400), type.title(), List.of()));
  }

  @ServerExceptionMapper
  public RestResponse<Problem> unexpected(Throwable e) {
    LOG.error("A request failed for a reason nobody foresaw", e);
    return answer(
        Problem.of(
            ProblemType.INTERNAL, "The service's log tells more; the request may be retried"));
  }

  private static RestResponse<Problem> answer(Problem problem) {
    var builder = builder(problem);
    if (problem.status() == ProblemType.UNAVAILABLE.status()) {
      builder.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    return builder.build();
  }

  private static RestResponse.ResponseBuilder<Problem> builder(Problem problem) {
    return RestResponse.ResponseBuilder.<Problem>create(problem.status())
        .entity(problem)
        .type(Problem.MEDIA_TYPE);
  }
}
