package dev.tributary.identity.audience;

import com.google.protobuf.ByteString;
import dev.tributary.platform.testing.Neighbour;
import dev.tributary.proto.v1.ComputedTraitValue;
import dev.tributary.proto.v1.Event;
import dev.tributary.proto.v1.EventPage;
import dev.tributary.proto.v1.GetMembershipsRequest;
import dev.tributary.proto.v1.ListEventsRequest;
import dev.tributary.proto.v1.MembershipsGrpc;
import dev.tributary.proto.v1.ProfileMemberships;
import dev.tributary.proto.v1.TimelineGrpc;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A real gRPC server where this service looks for audience-service. */
public final class FakeAudience implements AutoCloseable {

  private static final String NAME = "audience-of-identity";

  private final List<ListEventsRequest> asked = new CopyOnWriteArrayList<>();
  private volatile EventPage page = EventPage.getDefaultInstance();
  private volatile Status refusal = Status.OK;
  private volatile boolean silent;
  private Neighbour neighbour;

  /** Where it listens, also before it is started. */
  public static int port() {
    return Neighbour.port(NAME);
  }

  public FakeAudience start() {
    neighbour = Neighbour.start(NAME, new Timelines(), new Conclusions());
    return this;
  }

  /** Answers every question about events with these. */
  public void page(String next, Event... events) {
    page = EventPage.newBuilder().addAllEvents(List.of(events)).setNextCursor(next).build();
  }

  /** Answers with this status from now on; with what it has where that is OK. */
  public void answering(Status status) {
    refusal = status;
  }

  /** Never answers from now on. */
  public void fallSilent() {
    silent = true;
  }

  public List<ListEventsRequest> asked() {
    return asked;
  }

  public List<String> tokens() {
    return neighbour.tokens();
  }

  @Override
  public void close() {
    neighbour.close();
  }

  private <T> void answer(StreamObserver<T> observer, T answer) {
    if (silent) {
      return;
    }
    if (!refusal.isOk()) {
      observer.onError(refusal.asRuntimeException());
      return;
    }
    observer.onNext(answer);
    observer.onCompleted();
  }

  private final class Timelines extends TimelineGrpc.TimelineImplBase {

    @Override
    public void listEvents(ListEventsRequest request, StreamObserver<EventPage> observer) {
      asked.add(request);
      answer(observer, page);
    }
  }

  private final class Conclusions extends MembershipsGrpc.MembershipsImplBase {

    @Override
    public void getMemberships(
        GetMembershipsRequest request, StreamObserver<ProfileMemberships> observer) {
      var traits = Map.of("orders", "7", "favourite", "{\"brand\":\"x\"}", "total", "12.50");
      var answer =
          ProfileMemberships.newBuilder()
              .setProfileId(request.getProfileId())
              .addAudiences("vip")
              .addAudiences("big_spenders");
      traits.forEach((name, value) ->
          answer.addTraits(
              ComputedTraitValue.newBuilder()
                  .setName(name)
                  .setValue(ByteString.copyFromUtf8(value))));
      answer(observer, answer.build());
    }
  }
}
