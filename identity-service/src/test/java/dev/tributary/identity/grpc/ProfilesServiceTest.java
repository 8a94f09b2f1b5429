package dev.tributary.identity.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.identity.domain.Histories;
import dev.tributary.identity.domain.event.Evidence;
import dev.tributary.identity.domain.graph.Decision;
import dev.tributary.identity.domain.graph.Resolver;
import dev.tributary.identity.domain.rules.Rules;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.storage.Migrations;
import dev.tributary.platform.testing.EmbeddedServers;
import dev.tributary.proto.v1.GetProfileRequest;
import dev.tributary.proto.v1.Identifier;
import dev.tributary.proto.v1.Profile;
import dev.tributary.proto.v1.ProfilesGrpc;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(EmbeddedServers.class)
class ProfilesServiceTest {

  @Inject Resolver resolver;
  @Inject Migrations migrations;

  private final String run = UUID.randomUUID().toString();
  private long birth = ThreadLocalRandom.current().nextLong(1L << 60);
  private ManagedChannel channel;

  @BeforeEach
  void connect() {
    migrations.await(Duration.ofMinutes(1));
    int port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
    channel = ManagedChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
  }

  @AfterEach
  void disconnect() {
    channel.shutdownNow();
  }

  @Test
  void answersWithTheSurvivorForTheIdOfAProfileThatWasMergedAway() {
    // Given
    var old = resolve(event(1, Map.of("plan", Json.of("pro")), "anonymous_id:a" + run));
    var young = resolve(event(2, Map.of(), "user_id:u" + run));
    resolve(event(3, Map.of(), "user_id:u" + run, "anonymous_id:a" + run));

    // When
    var byIdentifier = get("test-viewer", byIdentifier("user_id", "u" + run));
    var byVanishedId =
        get(
            "test-viewer",
            GetProfileRequest.newBuilder().setProfileId(young.profile().text()).build());

    // Then
    assertThat(byVanishedId).isEqualTo(byIdentifier);
    assertThat(byIdentifier.getProfileId()).isEqualTo(old.profile().text());
    assertThat(byIdentifier.getIdentifiersList())
        .extracting(Identifier::getValue)
        .containsExactly("a" + run, "u" + run);
    assertThat(byIdentifier.getTraits(0).getValue().toStringUtf8()).isEqualTo("\"pro\"");
    assertThat(byIdentifier.getTraits(0).getSource()).isEqualTo("shop");
  }

  @Test
  void refusesWithTheCodeThatFits() {
    refuses(Status.Code.NOT_FOUND, () -> get("test-viewer", byIdentifier("user_id", "no" + run)));
    refuses(
        Status.Code.INVALID_ARGUMENT, () -> get("test-viewer", byIdentifier("Wrong Type", "x")));
    refuses(
        Status.Code.INVALID_ARGUMENT,
        () -> get("test-viewer", GetProfileRequest.newBuilder().setProfileId("x").build()));
    refuses(
        Status.Code.INVALID_ARGUMENT,
        () -> get("test-viewer", GetProfileRequest.getDefaultInstance()));
    refuses(Status.Code.UNAUTHENTICATED, () -> get("wrong", byIdentifier("user_id", "u" + run)));
  }

  private static void refuses(Status.Code code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StatusRuntimeException.class, e -> assertThat(e.getStatus().getCode()).isEqualTo(code));
  }

  private Profile get(String token, GetProfileRequest request) {
    var headers = new Metadata();
    headers.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
    return ProfilesGrpc.newBlockingStub(channel)
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
        .getProfile(request);
  }

  private static GetProfileRequest byIdentifier(String type, String value) {
    return GetProfileRequest.newBuilder()
        .setIdentifier(Identifier.newBuilder().setType(type).setValue(value))
        .build();
  }

  private Evidence event(long second, Map<String, Json> traits, String... identifiers) {
    return Histories.event(birth++, second, traits, identifiers);
  }

  private Decision resolve(Evidence event) {
    return resolver.resolve(List.of(event), Rules.DEFAULT).resolutions().getFirst().decision();
  }
}
