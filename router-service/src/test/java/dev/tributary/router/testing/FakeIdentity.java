package dev.tributary.router.testing;

import dev.tributary.proto.v1.Identifier;
import dev.tributary.proto.v1.LinksGrpc;
import dev.tributary.proto.v1.ListSoftLinksRequest;
import dev.tributary.proto.v1.SoftLink;
import dev.tributary.proto.v1.SoftLinks;
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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A real gRPC server where the router looks for identity-service; it can go away and come back. */
public final class FakeIdentity implements AutoCloseable {

  private static final String PORT = "dev.tributary.router.testing.identity";
  private static final long FAR = 4_102_444_800_000L;

  private final Map<String, List<SoftLink>> links = new ConcurrentHashMap<>();
  private final List<ListSoftLinksRequest> asked = new CopyOnWriteArrayList<>();
  private final List<String> tokens = new CopyOnWriteArrayList<>();
  private volatile Status refusal = Status.OK;
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

  public FakeIdentity start() {
    try {
      server =
          NettyServerBuilder.forAddress(
                  new InetSocketAddress(InetAddress.getLoopbackAddress(), port()))
              .addService(new Answers())
              .intercept(new Tokens())
              .build()
              .start();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A profile is softly linked to who has this e-mail address. */
  public void link(String profile, double score, String email) {
    link(profile, score, email, FAR);
  }

  public void link(String profile, double score, String email, long expiresAtMillis) {
    var link =
        SoftLink.newBuilder()
            .setScore(score)
            .setExpiresAtMillis(expiresAtMillis)
            .addIdentifiers(Identifier.newBuilder().setType("email").setValue(email))
            .build();
    links.computeIfAbsent(profile, _ -> new CopyOnWriteArrayList<>()).add(link);
  }

  /** Answers with this status from now on; with what it has where that is OK. */
  public void answering(Status status) {
    refusal = status;
  }

  public List<ListSoftLinksRequest> asked() {
    return asked;
  }

  public List<String> tokens() {
    return tokens;
  }

  @Override
  public void close() {
    if (server != null) {
      server.shutdownNow();
      try {
        server.awaitTermination();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private final class Answers extends LinksGrpc.LinksImplBase {

    @Override
    public void listSoftLinks(ListSoftLinksRequest request, StreamObserver<SoftLinks> observer) {
      asked.add(request);
      if (!refusal.isOk()) {
        observer.onError(refusal.asRuntimeException());
        return;
      }
      observer.onNext(
          SoftLinks.newBuilder()
              .setProfileId(request.getProfileId())
              .addAllLinks(links.getOrDefault(request.getProfileId(), List.of()))
              .build());
      observer.onCompleted();
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
