package dev.tributary.identity.grpc.client;

import dev.tributary.identity.config.IdentityConfig;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.Unavailable;
import dev.tributary.platform.grpc.RemoteCalls;
import dev.tributary.platform.grpc.RemoteCalls.Call;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.grpc.GrpcClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;

/**
 * Asks audience-service; the questions are counted by {@code tributary.identity.audience.requests}.
 */
@ApplicationScoped
class AudienceCalls {

  private static final RemoteCalls.Peer AUDIENCE =
      new RemoteCalls.Peer(
          "audience-service",
          "quarkus.grpc.clients.audience.host and .port",
          "tributary.identity.audience.requests",
          "/events and the classes of /traits answer 503, everything else goes on");

  private final RemoteCalls audience;

  AudienceCalls(
      @GrpcClient("audience") Channel channel, MeterRegistry registry, IdentityConfig config) {
    this.audience =
        new RemoteCalls(AUDIENCE, channel, registry, config.profileApi().audienceTimeout());
  }

  /**
   * Asks.
   *
   * @throws InvalidValue if audience-service takes the question for none
   * @throws Unavailable if it does not answer
   */
  <T> T ask(Function<Call, T> question) {
    try {
      return audience.ask(question);
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.INVALID_ARGUMENT) {
        throw new InvalidValue("question", "refused by audience-service");
      }
      // Nothing that is asked here can be missing, so any other status is no answer.
      throw new Unavailable("audience-service does not answer", e);
    }
  }
}
