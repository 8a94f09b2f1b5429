package dev.tributary.router.testing;

import dev.tributary.platform.testing.Neighbour;
import dev.tributary.proto.v1.Identifier;
import dev.tributary.proto.v1.LinksGrpc;
import dev.tributary.proto.v1.ListSoftLinksRequest;
import dev.tributary.proto.v1.SoftLink;
import dev.tributary.proto.v1.SoftLinks;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A real gRPC server where the router looks for identity-service; it can go away and come back. */
public final class FakeIdentity extends FakeService {

  private static final String NAME = "identity-of-router";
  private static final long FAR = 4_102_444_800_000L;

  private final Map<String, List<SoftLink>> links = new ConcurrentHashMap<>();
  private final List<ListSoftLinksRequest> asked = new CopyOnWriteArrayList<>();

  /** Where it listens, also before it is started. */
  public static int port() {
    return Neighbour.port(NAME);
  }

  public FakeIdentity start() {
    startAs(NAME, new Answers());
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

  public List<ListSoftLinksRequest> asked() {
    return asked;
  }

  private final class Answers extends LinksGrpc.LinksImplBase {

    @Override
    public void listSoftLinks(ListSoftLinksRequest request, StreamObserver<SoftLinks> observer) {
      asked.add(request);
      answer(
          SoftLinks.newBuilder()
              .setProfileId(request.getProfileId())
              .addAllLinks(links.getOrDefault(request.getProfileId(), List.of()))
              .build(),
          observer);
    }
  }
}
