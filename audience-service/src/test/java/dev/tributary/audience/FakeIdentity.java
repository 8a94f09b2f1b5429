package dev.tributary.audience;

import dev.tributary.platform.testing.Neighbour;
import dev.tributary.proto.v1.GetProfileRequest;
import dev.tributary.proto.v1.Identifier;
import dev.tributary.proto.v1.Profile;
import dev.tributary.proto.v1.ProfilesGrpc;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Says as identity-service would whose identifiers are; it can go away and come back. */
final class FakeIdentity implements AutoCloseable {

  private static final String NAME = "identity-of-audience";

  private final Map<String, String> owners = new ConcurrentHashMap<>();
  private final Set<String> shared = ConcurrentHashMap.newKeySet();
  private final List<Identifier> asked = new CopyOnWriteArrayList<>();
  private final Neighbour neighbour = Neighbour.start(NAME, new Answers());
  private volatile Status refusal = Status.OK;
  private volatile boolean silent;

  /** identity-service is where this listens, and is not waited for long. */
  public static class Reachable implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "quarkus.grpc.clients.identity.test-port",
          Integer.toString(Neighbour.port(NAME)),
          "tributary.audience.identity.timeout",
          "PT5S");
    }
  }

  FakeIdentity owning(String profileId, String type, String value) {
    owners.put(type + ":" + value, profileId);
    return this;
  }

  FakeIdentity sharing(String type, String value) {
    shared.add(type + ":" + value);
    return this;
  }

  /** Answers with this status from now on. */
  void answering(Status status) {
    refusal = status;
  }

  /** Never answers from now on. */
  void fallSilent() {
    silent = true;
  }

  List<Identifier> asked() {
    return asked;
  }

  List<String> tokens() {
    return neighbour.tokens();
  }

  @Override
  public void close() {
    neighbour.close();
  }

  private final class Answers extends ProfilesGrpc.ProfilesImplBase {

    @Override
    public void getProfile(GetProfileRequest request, StreamObserver<Profile> observer) {
      var identifier = request.getIdentifier();
      asked.add(identifier);
      if (silent) {
        return;
      }
      var status = status(identifier);
      if (!status.isOk()) {
        observer.onError(status.asRuntimeException());
        return;
      }
      var owner = owners.get(key(identifier));
      observer.onNext(Profile.newBuilder().setProfileId(owner).build());
      observer.onCompleted();
    }

    private Status status(Identifier identifier) {
      if (!refusal.isOk()) {
        return refusal;
      }
      if (identifier.getValue().isBlank()) {
        return Status.INVALID_ARGUMENT.withDescription("identifier is blank");
      }
      if (shared.contains(key(identifier))) {
        return Status.FAILED_PRECONDITION;
      }
      return owners.containsKey(key(identifier)) ? Status.OK : Status.NOT_FOUND;
    }

    private static String key(Identifier identifier) {
      return identifier.getType() + ":" + identifier.getValue();
    }
  }
}
