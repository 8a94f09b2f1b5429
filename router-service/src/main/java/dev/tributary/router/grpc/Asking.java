package dev.tributary.router.grpc;

import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.AbstractStub;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Asks another service. Each question ends in one outcome of a counter: {@code ok} or the gRPC
 * status in lower case. That nobody answers is said once, and once that somebody does again.
 */
final class Asking {

  private static final Logger LOG = Logger.getLogger(Asking.class);

  private final Channel channel;
  private final MeterRegistry registry;
  private final Words words;
  private final Duration timeout;
  private final AtomicBoolean away = new AtomicBoolean();

  /**
   * What people read.
   *
   * @param service short name of the one that is asked, as in {@code quarkus.grpc.clients}
   * @param what it is asked for, with a capital letter
   * @param meanwhile what becomes of those who want to know
   */
  record Words(String service, String what, String meanwhile) {

    private String counter() {
      return "tributary.router." + service + ".requests";
    }
  }

  Asking(Channel channel, MeterRegistry registry, Words words, Duration timeout) {
    this.channel = channel;
    this.registry = registry;
    this.words = words;
    this.timeout = timeout;
  }

  /**
   * The answer.
   *
   * @throws StatusRuntimeException if there is none
   */
  <S extends AbstractStub<S>, T> T ask(Function<Channel, S> stub, Function<S, T> question) {
    try {
      var answer =
          question.apply(
              stub.apply(channel).withDeadlineAfter(timeout.toMillis(), TimeUnit.MILLISECONDS));
      count("ok");
      if (away.getAndSet(false)) {
        LOG.infof("%s can be asked for again", words.what());
      }
      return answer;
    } catch (StatusRuntimeException e) {
      count(e.getStatus().getCode().name().toLowerCase(Locale.ROOT));
      throw e;
    }
  }

  /** Why nobody answers, for a person; empty text where the status says something else. */
  String unavailable(Status.Code code) {
    var service = words.service() + "-service";
    var reason =
        switch (code) {
          case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED, RESOURCE_EXHAUSTED ->
              service + " does not answer";
          case UNAUTHENTICATED, PERMISSION_DENIED -> service + " refuses the router's token";
          case UNIMPLEMENTED -> service + " is too old to know that";
          default -> "";
        };
    return reason.isEmpty() ? reason : away(reason);
  }

  /** What to tell those who want to know, for a reason. */
  String because(String reason) {
    return words.what().toLowerCase(Locale.ROOT) + " cannot be asked for: " + reason;
  }

  private String away(String reason) {
    if (!away.getAndSet(true)) {
      LOG.warnf(
          "%s cannot be asked for: %s. %s. See quarkus.grpc.clients.%s.host and .port",
          words.what(), reason, words.meanwhile(), words.service());
    }
    if (channel instanceof ManagedChannel managed) {
      managed.resetConnectBackoff(); // else it may not try for two minutes
    }
    return because(reason);
  }

  private void count(String outcome) {
    registry.counter(words.counter(), "outcome", outcome).increment();
  }
}
