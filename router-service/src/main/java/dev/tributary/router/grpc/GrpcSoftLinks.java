package dev.tributary.router.grpc;

import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.proto.v1.LinksGrpc;
import dev.tributary.proto.v1.ListSoftLinksRequest;
import dev.tributary.router.config.RouterConfig;
import dev.tributary.router.domain.payload.ProfileChange.Identifier;
import dev.tributary.router.domain.softlink.SoftLink;
import dev.tributary.router.domain.softlink.SoftLinks;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.grpc.GrpcClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Soft links as identity-service has them, remembered for a moment: an audience's change makes two
 * deliveries at once, and a customer's events often come together.
 *
 * <p>Each question that goes out ends in one outcome of {@code tributary.router.identity.requests}:
 * {@code ok} or the gRPC status in lower case.
 */
@ApplicationScoped
class GrpcSoftLinks implements SoftLinks {

  private static final Logger LOG = Logger.getLogger(GrpcSoftLinks.class);

  private final Channel channel;
  private final MeterRegistry registry;
  private final RecentAnswers recent;
  private final long timeoutMillis;
  private final AtomicBoolean away = new AtomicBoolean();

  GrpcSoftLinks(
      @GrpcClient("identity") Channel channel, MeterRegistry registry, RouterConfig config) {
    this.channel = channel;
    this.registry = registry;
    this.recent = new RecentAnswers(config.softLinks().rememberFor(), this::ask);
    this.timeoutMillis = config.softLinks().timeout().toMillis();
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
      var links =
          LinksGrpc.newBlockingStub(channel)
              .withDeadlineAfter(timeoutMillis, TimeUnit.MILLISECONDS)
              .listSoftLinks(request);
      count("ok");
      back();
      return known(links);
    } catch (StatusRuntimeException e) {
      var code = e.getStatus().getCode();
      count(code.name().toLowerCase(Locale.ROOT));
      return answer(code);
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
    return switch (code) {
      case INVALID_ARGUMENT -> new Answer.Refused("identity-service knows no such profile id");
      case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED, RESOURCE_EXHAUSTED ->
          unavailable("identity-service does not answer");
      case UNAUTHENTICATED, PERMISSION_DENIED ->
          unavailable("identity-service refuses the router's token");
      case UNIMPLEMENTED -> unavailable("identity-service is too old to know soft links");
      default -> new Answer.Failed("identity-service answered " + code);
    };
  }

  private Answer unavailable(String reason) {
    if (!away.getAndSet(true)) {
      LOG.warnf(
          "Soft links cannot be asked for: %s. Destinations that want them wait, nothing is lost."
              + " See quarkus.grpc.clients.identity.host and .port",
          reason);
    }
    if (channel instanceof ManagedChannel managed) {
      managed.resetConnectBackoff(); // else it may not try for two minutes
    }
    return new Answer.Unavailable("soft links cannot be asked for: " + reason);
  }

  private void back() {
    if (away.getAndSet(false)) {
      LOG.info("Soft links can be asked for again");
    }
  }

  private void count(String outcome) {
    registry.counter("tributary.router.identity.requests", "outcome", outcome).increment();
  }
}
