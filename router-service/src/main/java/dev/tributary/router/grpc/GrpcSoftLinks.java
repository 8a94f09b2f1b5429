package dev.tributary.router.grpc;

import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.proto.v1.LinksGrpc;
import dev.tributary.proto.v1.ListSoftLinksRequest;
import dev.tributary.router.config.RouterConfig;
import dev.tributary.router.domain.payload.ProfileChange.Identifier;
import dev.tributary.router.domain.softlink.SoftLink;
import dev.tributary.router.domain.softlink.SoftLinks;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.grpc.GrpcClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/**
 * Soft links as identity-service has them, remembered for a moment: an audience's change makes two
 * deliveries at once, and a customer's events often come together.
 *
 * <p>Each question that goes out ends in one outcome of {@code tributary.router.identity.requests}:
 * {@code ok} or the gRPC status in lower case.
 */
@ApplicationScoped
class GrpcSoftLinks implements SoftLinks {

  private static final Asking.Words WORDS =
      new Asking.Words(
          "identity", "Soft links", "Destinations that want them wait, nothing is lost");

  private final Asking asking;
  private final RecentAnswers recent;

  GrpcSoftLinks(
      @GrpcClient("identity") Channel channel, MeterRegistry registry, RouterConfig config) {
    this.asking = new Asking(channel, registry, WORDS, config.softLinks().timeout());
    this.recent = new RecentAnswers(config.softLinks().rememberFor(), this::ask);
  }

  @Override
  public Answer of(String profileId, double minimum) {
    return recent.answer(new RecentAnswers.Question(profileId, minimum));
  }

  private Answer ask(RecentAnswers.Question question) {
    var request =
        ListSoftLinksRequest.newBuilder()
            .setProfileId(question.profileId())
            .setMinimum(question.minimum())
            .build();
    try {
      return known(asking.ask(LinksGrpc::newBlockingStub, stub -> stub.listSoftLinks(request)));
    } catch (StatusRuntimeException e) {
      return answer(e.getStatus().getCode());
    }
  }

  private static Answer known(dev.tributary.proto.v1.SoftLinks wire) {
    try {
      return new Answer.Known(wire.getLinksList().stream().map(GrpcSoftLinks::link).toList());
    } catch (InvalidValue e) {
      return new Answer.Failed("the answer of identity-service has a wrong " + e.field());
    }
  }

  private static SoftLink link(dev.tributary.proto.v1.SoftLink wire) {
    return new SoftLink(
        wire.getScore(),
        Instant.ofEpochMilli(wire.getExpiresAtMillis()),
        wire.getIdentifiersList().stream()
            .map(identifier -> new Identifier(identifier.getType(), identifier.getValue()))
            .toList());
  }

  private Answer answer(Status.Code code) {
    if (code == Status.Code.INVALID_ARGUMENT) {
      return new Answer.Refused("identity-service knows no such profile id");
    }
    var unavailable = asking.unavailable(code);
    return unavailable.isEmpty()
        ? new Answer.Failed("identity-service answered " + code)
        : new Answer.Unavailable(unavailable);
  }
}
