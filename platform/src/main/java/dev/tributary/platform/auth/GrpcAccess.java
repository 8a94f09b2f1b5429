package dev.tributary.platform.auth;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Lets a gRPC call through whose metadata carries the token of a viewer or better, as {@code
 * authorization: Bearer <token>}. Health checks and reflection, which tell nothing, are open.
 */
@GlobalInterceptor
@ApplicationScoped
class GrpcAccess implements ServerInterceptor {

  private static final String OPEN = "grpc.";

  private final AccessTokens tokens;

  GrpcAccess(AccessTokens tokens) {
    this.tokens = tokens;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata metadata, ServerCallHandler<Q, A> next) {
    if (call.getMethodDescriptor().getFullMethodName().startsWith(OPEN)) {
      return next.startCall(call, metadata);
    }
    var token = BearerToken.of(metadata.get(BearerToken.METADATA));
    if (token.isEmpty()) {
      return refuse(
          call, Status.UNAUTHENTICATED, "Send a bearer token as `authorization` metadata");
    }
    Optional<AccessTokens.Grant> grant = token.flatMap(tokens::grantOf);
    if (grant.isEmpty()) {
      return refuse(call, Status.UNAUTHENTICATED, "The bearer token is not valid");
    }
    if (!grant.get().roles().contains(Roles.VIEWER)) {
      return refuse(call, Status.PERMISSION_DENIED, "The bearer token's role does not allow this");
    }
    return next.startCall(call, metadata);
  }

  private static <Q, A> ServerCall.Listener<Q> refuse(
      ServerCall<Q, A> call, Status status, String reason) {
    call.close(status.withDescription(reason), new Metadata());
    return new ServerCall.Listener<>() {};
  }
}
