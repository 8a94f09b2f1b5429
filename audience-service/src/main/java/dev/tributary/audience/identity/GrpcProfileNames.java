package dev.tributary.audience.identity;

import dev.tributary.audience.config.AudienceConfig;
import dev.tributary.audience.domain.query.ProfileNames;
import dev.tributary.audience.domain.state.Identifier;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.Unavailable;
import dev.tributary.platform.grpc.RemoteCalls;
import dev.tributary.proto.v1.GetProfileRequest;
import dev.tributary.proto.v1.ProfilesGrpc;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.grpc.GrpcClient;
import jakarta.enterprise.context.ApplicationScoped;

/** Whose an identifier is, as identity-service has it at this moment: nothing is remembered. */
@ApplicationScoped
class GrpcProfileNames implements ProfileNames {

  private static final RemoteCalls.Peer IDENTITY =
      new RemoteCalls.Peer(
          "identity-service",
          "quarkus.grpc.clients.identity.host and .port",
          "tributary.audience.identity.requests",
          "Questions about a profile by an identifier answer 503, those by its id go on");

  private final RemoteCalls identity;

  GrpcProfileNames(
      @GrpcClient("identity") Channel channel, MeterRegistry registry, AudienceConfig config) {
    this.identity = new RemoteCalls(IDENTITY, channel, registry, config.identity().timeout());
  }

  @Override
  public Found find(Identifier identifier) {
    var request =
        GetProfileRequest.newBuilder()
            .setIdentifier(
                dev.tributary.proto.v1.Identifier.newBuilder()
                    .setType(identifier.type())
                    .setValue(identifier.value()))
            .build();
    try {
      var profile =
          identity.ask(call -> call.with(ProfilesGrpc::newBlockingStub).getProfile(request));
      return new Found.One(profile.getProfileId());
    } catch (StatusRuntimeException e) {
      return switch (e.getStatus().getCode()) {
        case NOT_FOUND -> new Found.Nobody();
        case FAILED_PRECONDITION -> new Found.Several();
        case INVALID_ARGUMENT -> throw refused(e);
        default -> throw new Unavailable("identity-service does not answer", e);
      };
    }
  }

  /** Its description names the rule that is broken, never the value. */
  private static InvalidValue refused(StatusRuntimeException e) {
    var rule = e.getStatus().getDescription();
    return new InvalidValue(
        "id", rule == null ? "not an identifier" : "not an identifier: " + rule);
  }
}
