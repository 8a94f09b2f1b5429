package dev.tributary.identity.grpc;

import dev.tributary.proto.v1.GetProfileRequest;
import dev.tributary.proto.v1.Identifier;
import dev.tributary.proto.v1.ProfileChanged;
import dev.tributary.proto.v1.ProfilesGrpc;
import dev.tributary.proto.v1.WatchProfilesRequest;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.MetadataUtils;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/** A caller of {@code Profiles} with a token. */
final class ProfileCalls implements AutoCloseable {

  private final ManagedChannel channel;

  ProfileCalls() {
    int port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
    channel = ManagedChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
  }

  ProfilesGrpc.ProfilesBlockingStub as(String token) {
    return ProfilesGrpc.newBlockingStub(channel)
        .withDeadlineAfter(1, TimeUnit.MINUTES)
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers(token)));
  }

  /** Watches, and reads as fast as it can. */
  Watched watch(GetProfileRequest... profiles) {
    return watch(Integer.MAX_VALUE, profiles);
  }

  /** Watches, and reads only some messages until it is asked for more. */
  Watched watch(int readAhead, GetProfileRequest... profiles) {
    var watched = new Watched(readAhead);
    ProfilesGrpc.newStub(channel)
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers("test-viewer")))
        .watchProfiles(
            WatchProfilesRequest.newBuilder().addAllProfiles(List.of(profiles)).build(), watched);
    return watched;
  }

  static GetProfileRequest byIdentifier(String type, String value) {
    return GetProfileRequest.newBuilder()
        .setIdentifier(Identifier.newBuilder().setType(type).setValue(value))
        .build();
  }

  static GetProfileRequest byId(String id) {
    return GetProfileRequest.newBuilder().setProfileId(id).build();
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }

  private static Metadata headers(String token) {
    var headers = new Metadata();
    headers.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
    return headers;
  }

  /** What came of watching. */
  static final class Watched
      implements ClientResponseObserver<WatchProfilesRequest, ProfileChanged> {

    private final int readAhead;
    private final List<ProfileChanged> messages = new CopyOnWriteArrayList<>();
    private volatile Status.@Nullable Code ended;
    private volatile @Nullable ClientCallStreamObserver<WatchProfilesRequest> call;

    Watched(int readAhead) {
      this.readAhead = readAhead;
    }

    List<ProfileChanged> messages() {
      return messages;
    }

    Status.@Nullable Code ended() {
      return ended;
    }

    void request(int more) {
      call.request(more);
    }

    void cancel() {
      call.cancel("Seen enough", null);
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<WatchProfilesRequest> call) {
      this.call = call;
      call.disableAutoRequestWithInitial(readAhead);
    }

    @Override
    public void onNext(ProfileChanged message) {
      messages.add(message);
    }

    @Override
    public void onError(Throwable failure) {
      ended = Status.fromThrowable(failure).getCode();
    }

    @Override
    public void onCompleted() {
      ended = Status.Code.OK;
    }
  }
}
