package dev.tributary.ingest.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tributary.ingest.domain.source.Sources;
import dev.tributary.ingest.domain.tap.Tapped.Missed;
import dev.tributary.ingest.domain.tap.Tapped.Outcome;
import dev.tributary.ingest.domain.tap.Tapped.Seen;
import dev.tributary.ingest.domain.tap.Taps;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.Unavailable;
import dev.tributary.platform.domain.fql.Fql;
import dev.tributary.proto.v1.Event;
import dev.tributary.proto.v1.TapGrpc;
import dev.tributary.proto.v1.Tapped;
import dev.tributary.proto.v1.TappedEvent;
import dev.tributary.proto.v1.WatchRequest;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import java.util.concurrent.Semaphore;

/**
 * Shows what a source sends; whoever calls has shown a viewer's token. Observers instead of Mutiny,
 * whose server side asks a stream for all it has, however slow the reader is; a virtual thread made
 * here for each caller.
 */
@GrpcService
class TapService extends TapGrpc.TapImplBase {

  private final Taps taps;
  private final Sources sources;

  TapService(Taps taps, Sources sources) {
    this.taps = taps;
    this.sources = sources;
  }

  @Override
  public void watch(WatchRequest request, StreamObserver<Tapped> observer) {
    var viewer = new Viewer((ServerCallStreamObserver<Tapped>) observer);
    Thread.startVirtualThread(() -> run(request, viewer));
  }

  private void run(WatchRequest request, Viewer viewer) {
    try {
      if (request.getLast() < 0 || request.getLast() > Taps.MOST_LAST) {
        throw new InvalidValue("last", "not between 0 and " + Taps.MOST_LAST);
      }
      if (sources.named(request.getSource()).isEmpty()) {
        throw Status.NOT_FOUND.withDescription("There is no such source").asRuntimeException();
      }
      var filter = request.getFilter().isEmpty() ? Fql.ALWAYS : Fql.parse(request.getFilter());
      taps.watch(request.getSource(), filter, request.getLast(), viewer);
    } catch (InvalidValue e) {
      viewer.fail(Status.INVALID_ARGUMENT.withDescription(e.getMessage()));
    } catch (Unavailable _) {
      viewer.fail(Status.UNAVAILABLE.withDescription("The stream cannot be read just now"));
    } catch (Taps.TooMany e) {
      viewer.fail(Status.RESOURCE_EXHAUSTED.withDescription(e.getMessage()));
    } catch (RuntimeException e) { // The outermost frame of the call.
      viewer.fail(Status.fromThrowable(e));
    }
  }

  /** Waits while the caller is not ready. */
  private static final class Viewer implements Taps.Viewer {

    private final ServerCallStreamObserver<Tapped> observer;
    private final Semaphore ready = new Semaphore(0);

    Viewer(ServerCallStreamObserver<Tapped> observer) {
      this.observer = observer;
      observer.setOnReadyHandler(ready::release);
      observer.setOnCancelHandler(ready::release);
    }

    @Override
    public boolean isThere() {
      return !observer.isCancelled();
    }

    @Override
    public void show(dev.tributary.ingest.domain.tap.Tapped tapped) {
      while (!observer.isReady() && isThere()) {
        ready.acquireUninterruptibly();
      }
      if (isThere()) {
        observer.onNext(
            switch (tapped) {
              case Seen seen -> Tapped.newBuilder().setEvent(wire(seen)).build();
              case Missed(var records) -> Tapped.newBuilder().setMissed(records).build();
            });
      }
    }

    @Override
    public void idle() {
      show(new Missed(0));
    }

    void fail(Status status) {
      if (isThere()) {
        observer.onError(status.asRuntimeException());
      }
    }

    private static TappedEvent wire(Seen seen) {
      var wire = TappedEvent.newBuilder();
      switch (seen.outcome()) {
        case Outcome.Accepted _ -> {}
        case Outcome.HeldBack(var code, var stage, var message) ->
            wire.setCode(code).setStage(stage).setMessage(message);
      }
      try {
        return wire.setEvent(Event.parseFrom(seen.record())).build();
      } catch (InvalidProtocolBufferException e) {
        throw new IllegalStateException(e); // it was read as one a moment ago
      }
    }
  }
}
