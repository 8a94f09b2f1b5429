package dev.tributary.platform.grpc;

import dev.tributary.platform.domain.Unavailable;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.AbstractStub;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Asks another service, never longer than allowed and never more at once than it can bear. Says
 * once in the log when it cannot be asked, and once when it can again.
 *
 * <p>Each question ends in one outcome of the metric: {@code ok}, {@code crowded} or the gRPC
 * status in lower case.
 */
public final class RemoteCalls {

  private static final Logger LOG = Logger.getLogger(RemoteCalls.class);
  private static final int AT_ONCE = 256;

  /** What a service says of the question itself; anything else is no answer. */
  private static final Set<Status.Code> ANSWERS =
      EnumSet.of(
          Status.Code.INVALID_ARGUMENT, Status.Code.NOT_FOUND, Status.Code.FAILED_PRECONDITION);

  private final Peer peer;
  private final Channel channel;
  private final MeterRegistry registry;
  private final long timeoutMillis;
  private final Semaphore places = new Semaphore(AT_ONCE);
  private final AtomicBoolean away = new AtomicBoolean();

  public RemoteCalls(Peer peer, Channel channel, MeterRegistry registry, Duration timeout) {
    this.peer = peer;
    this.channel = channel;
    this.registry = registry;
    this.timeoutMillis = timeout.toMillis();
  }

  /**
   * Who is asked.
   *
   * @param name of the service, for instance {@code identity-service}
   * @param settings where it is said how to reach it
   * @param metric that counts the questions
   * @param effect what does not work while it cannot be asked, as a sentence without its full stop
   */
  public record Peer(String name, String settings, String metric, String effect) {}

  /** A channel, and until when an answer is of use. */
  public record Call(Channel channel, long timeoutMillis) {

    /** A stub that gives up in time. */
    public <S extends AbstractStub<S>> S with(Function<Channel, S> stub) {
      return stub.apply(channel).withDeadlineAfter(timeoutMillis, TimeUnit.MILLISECONDS);
    }
  }

  /**
   * Asks.
   *
   * @throws StatusRuntimeException with {@code INVALID_ARGUMENT}, {@code NOT_FOUND} or {@code
   *     FAILED_PRECONDITION} if that is the answer
   * @throws Unavailable if there is no answer
   */
  public <T> T ask(Function<Call, T> question) {
    if (!places.tryAcquire()) {
      count("crowded");
      throw new Unavailable(peer.name() + " has enough to answer", null);
    }
    try {
      var answer = question.apply(new Call(channel, timeoutMillis));
      count("ok");
      back();
      return answer;
    } catch (StatusRuntimeException e) {
      var code = e.getStatus().getCode();
      count(code.name().toLowerCase(Locale.ROOT));
      if (ANSWERS.contains(code)) {
        back();
        throw e;
      }
      throw away(e, code);
    } finally {
      places.release();
    }
  }

  private Unavailable away(StatusRuntimeException e, Status.Code code) {
    if (!away.getAndSet(true)) {
      LOG.warnf(
          "%s cannot be asked code=%s. %s. See %s, and that both know one token",
          peer.name(), code, peer.effect(), peer.settings());
    }
    if (channel instanceof ManagedChannel managed) {
      managed.resetConnectBackoff(); // else it may not try for two minutes
    }
    return new Unavailable(peer.name() + " does not answer", e);
  }

  private void back() {
    if (away.getAndSet(false)) {
      LOG.infof("%s can be asked again", peer.name());
    }
  }

  private void count(String outcome) {
    registry.counter(peer.metric(), "outcome", outcome).increment();
  }
}
