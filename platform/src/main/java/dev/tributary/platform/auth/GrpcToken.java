package dev.tributary.platform.auth;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.enterprise.context.ApplicationScoped;

/** Shows this service's token on each gRPC call it makes to another one. */
@GlobalInterceptor
@ApplicationScoped
class GrpcToken implements ClientInterceptor {

  private final AccessTokens tokens;

  GrpcToken(AccessTokens tokens) {
    this.tokens = tokens;
  }

  @Override
  public <Q, A> ClientCall<Q, A> interceptCall(
      MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
    return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
      @Override
      public void start(Listener<A> listener, Metadata metadata) {
        if (!metadata.containsKey(BearerToken.METADATA)) {
          tokens
              .clientToken()
              .ifPresent(token -> metadata.put(BearerToken.METADATA, BearerToken.header(token)));
        }
        super.start(listener, metadata);
      }
    };
  }
}
