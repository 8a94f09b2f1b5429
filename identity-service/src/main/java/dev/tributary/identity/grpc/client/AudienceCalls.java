package dev.tributary.identity.grpc.client;

import dev.tributary.identity.config.IdentityConfig;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.Unavailable;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.grpc.GrpcClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Asks audience-service, never longer than configured and never more at once than it can bear.
 *
 * <p>Each question ends in one outcome of {@code tributary.identity.audience.requests}: {@code ok},
 * {@code crowded} or the gRPC status in lower case.
 */
@ApplicationScoped
class AudienceCalls {

  private static final Logger LOG = Logger.getLogger(AudienceCalls.class);
  private static final int AT_ONCE = 256;

  private final Channel channel;
  private final MeterRegistry registry;
  private final long timeoutMillis;
  private final Semaphore places = new Semaphore(AT_ONCE);
  private final AtomicBoolean away = new AtomicBoolean();

  AudienceCalls(
      @GrpcClient("audience") Channel channel, MeterRegistry registry, IdentityConfig config) {
    this.channel = channel;
    this.registry = registry;
    this.timeoutMillis = config.profileApi().audienceTimeout().toMillis();
  }

  /** A question on a channel, and until when its answer is of use. */
  record Call(Channel channel, long timeoutMillis) {

    /** A stub that gives up in time. */
    <S extends io.grpc.stub.AbstractStub<S>> S with(Function<Channel, S> stub) {
      return stub.apply(channel).withDeadlineAfter(timeoutMillis, TimeUnit.MILLISECONDS);
    }
  }

  /**
   * Asks.
   *
   * @throws InvalidValue if audience-service takes the question for none
   * @throws Unavailable if it does not answer
   */
  <T> T ask(Function<Call, T> question) {
    if (!places.tryAcquire()) {
      count("crowded");
      throw new Unavailable("audience-service has enough to answer", null);
    }
    try {
      var answer = question.apply(new Call(channel, timeoutMillis));
      count("ok");
      back();
      return answer;
    } catch (StatusRuntimeException e) {
      count(e.getStatus().getCode().name().toLowerCase(Locale.ROOT));
      throw failure(e);
    } finally {
      places.release();
    }
  }

  private RuntimeException failure(StatusRuntimeException e) {
    if (e.getStatus().getCode() == Status.Code.INVALID_ARGUMENT) {
      return new InvalidValue("question", "refused by audience-service");
    }
    if (!away.getAndSet(true)) {
      LOG.warnf(
          "audience-service cannot be asked, so /events and the classes of /traits answer 503"
              + " code=%s. See quarkus.grpc.clients.audience.host and .port, and that both services"
              + " know one token",
          e.getStatus().getCode());
    }
    if (channel instanceof ManagedChannel managed) {
      managed.resetConnectBackoff(); // else it may not try for two minutes
    }
    return new Unavailable("audience-service does not answer", e);
  }

  private void back() {
    if (away.getAndSet(false)) {
      LOG.info("audience-service can be asked again");
    }
  }

  private void count(String outcome) {
    registry.counter("tributary.identity.audience.requests", "outcome", outcome).increment();
  }
}
