package dev.tributary.router.testing;

import dev.tributary.platform.testing.Neighbour;
import io.grpc.BindableService;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.List;

/** A real gRPC server where the router looks for another service; it can go away and come back. */
abstract class FakeService implements AutoCloseable {

  private volatile Status refusal = Status.OK;
  private Neighbour neighbour;

  final void startAs(String name, BindableService answers) {
    neighbour = Neighbour.start(name, answers);
  }

  /** Answers with this status from now on; with what it has where that is OK. */
  public final void answering(Status status) {
    refusal = status;
  }

  /** The {@code authorization} of each call, in order. */
  public final List<String> tokens() {
    return neighbour.tokens();
  }

  @Override
  public final void close() {
    if (neighbour != null) {
      neighbour.close();
    }
  }

  final <T> void answer(T answer, StreamObserver<T> observer) {
    if (!refusal.isOk()) {
      observer.onError(refusal.asRuntimeException());
      return;
    }
    observer.onNext(answer);
    observer.onCompleted();
  }
}
