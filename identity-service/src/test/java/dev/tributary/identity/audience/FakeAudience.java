package dev.tributary.identity.audience;

import com.google.protobuf.ByteString;
import dev.tributary.proto.v1.ComputedTraitValue;
import dev.tributary.proto.v1.Event;
import dev.tributary.proto.v1.EventPage;
import dev.tributary.proto.v1.GetMembershipsRequest;
import dev.tributary.proto.v1.ListEventsRequest;
import dev.tributary.proto.v1.MembershipsGrpc;
import dev.tributary.proto.v1.ProfileMemberships;
import dev.tributary.proto.v1.TimelineGrpc;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A real gRPC server where this service looks for audience-service. */
public final class FakeAudience implements AutoCloseable {

  private static final String PORT = "dev.tributary.identity.audience.port";

  private final List<ListEventsRequest> asked = new CopyOnWriteArrayList<>();
  private final List<String> tokens = new CopyOnWriteArrayList<>();
  private volatile EventPage page = EventPage.getDefaultInstance();
  private volatile Status refusal = Status.OK;
  private volatile boolean silent;
  private Server server;

  /** Where it listens; the same in every class loader of the JVM, and before it is started. */
  public static int port() {
    synchronized (System.getProperties()) {
      var known = System.getProperty(PORT);
      if (known != null) {
        return Integer.parseInt(known);
      }
      try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        System.setProperty(PORT, Integer.toString(socket.getLocalPort()));
        return socket.getLocalPort();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  public FakeAudience start() {
    try {
      server =
          NettyServerBuilder.forAddress(
                  new InetSocketAddress(InetAddress.getLoopbackAddress(), port()))
              .addService(new Timelines())
              .addService(new Conclusions())
              .intercept(new Tokens())
              .build()
              .start();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
    return tokens;
  }

  @Override
  public void close() {
    server.shutdownNow();
    try {
      server.awaitTermination();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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

  private final class Tokens implements ServerInterceptor {

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata metadata, ServerCallHandler<Q, A> next) {
      var key = Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
      tokens.add(String.valueOf(metadata.get(key)));
      return next.startCall(call, metadata);
    }
  }
}
