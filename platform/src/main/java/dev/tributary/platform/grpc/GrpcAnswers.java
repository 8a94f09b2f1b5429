package dev.tributary.platform.grpc;

import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

/**
 * Answers gRPC calls by blocking code, each on a virtual thread of its own.
 *
 * <p>A gRPC method must not be {@code @RunOnVirtualThread}: Quarkus 3.33 starts such a call late,
 * and the end of the request may overtake the request, upon which the caller gets {@code INTERNAL:
 * Half-closed without a request} (quarkusio/quarkus issue 48940, mended by pull request 55041).
 */
@ApplicationScoped
public class GrpcAnswers {

  private final ExecutorService threads;

  GrpcAnswers(@VirtualThreads ExecutorService threads) {
    this.threads = threads;
  }

  /**
   * Answers with what the code returns; what it throws becomes a status as {@code GrpcProblems}
   * says.
   */
  public <T> Uni<T> by(Supplier<T> code) {
    return Uni.createFrom().item(code).runSubscriptionOn(threads);
  }
}
