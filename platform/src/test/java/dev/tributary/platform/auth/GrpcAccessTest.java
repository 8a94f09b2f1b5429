package dev.tributary.platform.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.Unavailable;
import dev.tributary.platform.grpc.GrpcAnswers;
import dev.tributary.platform.problems.ProblemType;
import dev.tributary.platform.problems.Refusal;
import dev.tributary.platform.testing.EmbeddedServers;
import dev.tributary.proto.v1.BatchGetProfilesRequest;
import dev.tributary.proto.v1.BatchGetProfilesResponse;
import dev.tributary.proto.v1.GetProfileRequest;
import dev.tributary.proto.v1.Profile;
import dev.tributary.proto.v1.ProfileChanged;
import dev.tributary.proto.v1.Profiles;
import dev.tributary.proto.v1.ProfilesGrpc;
import dev.tributary.proto.v1.WatchProfilesRequest;
import io.grpc.ClientInterceptor;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.quarkus.grpc.GrpcService;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** gRPC calls show a token, and fail with the codes that HTTP problems have. */
@QuarkusTest
@WithTestResource(EmbeddedServers.class)
class GrpcAccessTest {

  @TestHTTPResource URI address;
  @Inject @Any GrpcToken ownToken;

  private ManagedChannel channel;

  @BeforeEach
  void connect() {
    channel =
        ManagedChannelBuilder.forAddress(address.getHost(), address.getPort())
            .usePlaintext()
            .build();
  }

  @AfterEach
  void disconnect() {
    channel.shutdownNow();
  }

  @Test
  void refusesACallWithoutAToken() {
    assertThat(codeOf("found")).isEqualTo(Status.Code.UNAUTHENTICATED);
  }

  @Test
  void refusesAnUnknownToken() {
    assertThat(codeOf("found", bearing("wrong"))).isEqualTo(Status.Code.UNAUTHENTICATED);
  }

  @Test
  void answersAViewer() {
    assertThat(ask("found", bearing("test-viewer")).getProfileId()).isEqualTo("found");
  }

  @Test
  void showsItsOwnTokenToOtherServices() {
    assertThat(ask("found", ownToken).getProfileId()).isEqualTo("found");
  }

  @Test
  void answersEachOfManyCallsAtOnce() {
    // Given
    var stub = ProfilesGrpc.newFutureStub(channel).withInterceptors(ownToken);

    // When
    var calls =
        IntStream.range(0, 5_000)
            .mapToObj(i -> GetProfileRequest.newBuilder().setProfileId("p" + i).build())
            .map(stub::getProfile)
            .toList();

    // Then
    for (int i = 0; i < calls.size(); i++) {
      assertThat(calls.get(i)).succeedsWithin(Duration.ofMinutes(1)).isEqualTo(profile("p" + i));
    }
  }

  @Test
  void tellsProblemsByTheirCodes() {
    assertThat(codeOf("refused", ownToken)).isEqualTo(Status.Code.NOT_FOUND);
    assertThat(codeOf("invalid", ownToken)).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(codeOf("away", ownToken)).isEqualTo(Status.Code.UNAVAILABLE);
  }

  @Test
  void keepsItsInternalsToItself() {
    // When
    var failure = catchThrowableOfType(StatusRuntimeException.class, () -> ask("broken", ownToken));

    // Then
    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.INTERNAL);
    assertThat(failure).hasMessageNotContaining("secret");
  }

  private static Profile profile(String id) {
    return Profile.newBuilder().setProfileId(id).build();
  }

  private Status.Code codeOf(String id, ClientInterceptor... interceptors) {
    return catchThrowableOfType(StatusRuntimeException.class, () -> ask(id, interceptors))
        .getStatus()
        .getCode();
  }

  private Profile ask(String id, ClientInterceptor... interceptors) {
    return ProfilesGrpc.newBlockingStub(channel)
        .withInterceptors(interceptors)
        .getProfile(GetProfileRequest.newBuilder().setProfileId(id).build());
  }

  private static ClientInterceptor bearing(String token) {
    var metadata = new Metadata();
    metadata.put(BearerToken.METADATA, BearerToken.header(token));
    return MetadataUtils.newAttachHeadersInterceptor(metadata);
  }

  /** Fails in each way a service may. */
  @GrpcService
  static class SampleProfiles implements Profiles {

    private final GrpcAnswers answers;

    SampleProfiles(GrpcAnswers answers) {
      this.answers = answers;
    }

    @Override
    public Uni<Profile> getProfile(GetProfileRequest request) {
      return answers.by(() ->
          switch (request.getProfileId()) {
            case "refused" -> throw new Refusal(ProblemType.NOT_FOUND, "nobody by that name");
            case "invalid" -> throw new InvalidValue("profile id", "odd");
            case "away" -> throw new Unavailable("Something is away", null);
            case "broken" -> throw new IllegalStateException("a secret");
            default -> profile(request.getProfileId());
          });
    }

    @Override
    public Uni<BatchGetProfilesResponse> batchGetProfiles(BatchGetProfilesRequest request) {
      return Uni.createFrom().failure(new InvalidValue("request", "not one of this test"));
    }

    @Override
    public Multi<ProfileChanged> watchProfiles(WatchProfilesRequest request) {
      return Multi.createFrom().failure(new InvalidValue("request", "not one of this test"));
    }
  }
}
