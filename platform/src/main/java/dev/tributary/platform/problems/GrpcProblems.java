package dev.tributary.platform.problems;

import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.Unavailable;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.quarkus.grpc.ExceptionHandler;
import io.quarkus.grpc.ExceptionHandlerProvider;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** The only place where an exception becomes a gRPC status; the codes are {@link ProblemType}'s. */
@ApplicationScoped
class GrpcProblems implements ExceptionHandlerProvider {

  private static final Logger LOG = Logger.getLogger(GrpcProblems.class);

  @Override
  public <Q, A> ExceptionHandler<Q, A> createHandler(
      ServerCall.Listener<Q> listener, ServerCall<Q, A> call, Metadata metadata) {
    return new ExceptionHandler<>(listener, call, metadata) {
      @Override
      protected void handleException(Throwable e, ServerCall<Q, A> call, Metadata metadata) {
        call.close(status(e), new Metadata());
      }
    };
  }

  @Override
  public Throwable transform(Throwable failure) {
    return status(failure).asException();
  }

  static Status status(Throwable failure) {
    return switch (failure) {
      case StatusRuntimeException e -> e.getStatus();
      case StatusException e -> e.getStatus();
      case Refusal e -> status(e.type(), e.problem().detail());
      case InvalidValue e -> status(ProblemType.INVALID_VALUE, e.field() + " is " + e.reason());
      case Unavailable e -> status(ProblemType.UNAVAILABLE, e.getMessage());
      default -> {
        LOG.error("A call failed for a reason nobody foresaw", failure);
        yield status(ProblemType.INTERNAL, ProblemType.INTERNAL.title());
      }
    };
  }

  private static Status status(ProblemType type, @org.jspecify.annotations.Nullable String detail) {
    return type.code().toStatus().withDescription(detail);
  }
}
