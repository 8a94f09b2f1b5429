package dev.tributary.router.testing;

import dev.tributary.platform.testing.Neighbour;
import dev.tributary.proto.v1.Identifier;
import dev.tributary.proto.v1.LinksGrpc;
import dev.tributary.proto.v1.ListSoftLinksRequest;
import dev.tributary.proto.v1.SoftLink;
import dev.tributary.proto.v1.SoftLinks;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A real gRPC server where the router looks for identity-service; it can go away and come back. */
public final class FakeIdentity implements AutoCloseable {

  private static final String NAME = "identity-of-router";
  private static final long FAR = 4_102_444_800_000L;

  private final Map<String, List<SoftLink>> links = new ConcurrentHashMap<>();
  private final List<ListSoftLinksRequest> asked = new CopyOnWriteArrayList<>();
  private volatile Status refusal = Status.OK;
  private Neighbour neighbour;

  /** Where it listens, also before it is started. */
  public static int port() {
    return Neighbour.port(NAME);
  }

  public FakeIdentity start() {
    neighbour = Neighbour.start(NAME, new Answers());
    return this;
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
    return neighbour.tokens();
  }

  @Override
  public void close() {
    if (neighbour != null) {
      neighbour.close();
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
}
