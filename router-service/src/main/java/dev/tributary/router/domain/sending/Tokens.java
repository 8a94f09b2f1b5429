package dev.tributary.router.domain.sending;

import dev.tributary.connectors.domain.auth.Exchanging;
import dev.tributary.connectors.domain.auth.Token;
import dev.tributary.connectors.domain.definition.Auth;
import dev.tributary.connectors.domain.definition.Auth.Scheme;
import dev.tributary.connectors.domain.request.Request;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.router.domain.delivery.Answer;
import dev.tributary.router.domain.delivery.Judge;
import dev.tributary.router.domain.delivery.Transport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The access token of one destination, where its connector needs one: asked for once, kept until it
 * is about to expire or is refused. One exchange at a time; the others wait for its outcome.
 */
final class Tokens {

  private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);

  private final Transport transport;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private Json.@Nullable Obj madeFor;
  private @Nullable Token token;
  private @Nullable Failed failed;

  Tokens(Transport transport, Clock clock) {
    this.transport = transport;
    this.clock = clock;
  }

  /** What there is of a token. */
  sealed interface Found {

    /** None is needed. */
    record Needless() implements Found {}

    record Ready(Token token) implements Found {}

    /** The exchange was refused or did not answer; nothing can be sent. */
    record Missing(String reason) implements Found {}
  }

  private record Failed(String reason, Instant until) {}

  /** The token for credentials; may block while one is asked for. */
  Found find(Auth auth, Json.Obj context) {
    if (!auth.canRefresh()) {
      return new Found.Needless();
    }
    lock.lock();
    try {
      var now = clock.instant();
      if (!context.equals(madeFor)) {
        madeFor = context;
        token = null;
        failed = null;
      }
      var known = token;
      if (known != null && now.isBefore(known.until())) {
        return new Found.Ready(known);
      }
      var recent = failed;
      if (recent != null && now.isBefore(recent.until())) {
        return new Found.Missing(recent.reason());
      }
      return exchange(auth, context);
    } finally {
      lock.unlock();
    }
  }

  /** A token was refused: it is not to be used again. */
  void refused(Token stale) {
    lock.lock();
    try {
      if (stale.equals(token)) {
        token = null;
      }
    } finally {
      lock.unlock();
    }
  }

  private Found exchange(Auth auth, Json.Obj context) {
    var now = clock.instant();
    var reason = "";
    try {
      var base =
          auth.scheme() instanceof Scheme.OAuth2 oauth ? oauth.base() : Optional.<String>empty();
      var answer = transport.send(request(auth, context));
      if (answer instanceof Answer.Responded responded) {
        var made = Token.read(Judge.seen(responded), base, now);
        if (made.isPresent()) {
          token = made.get();
          failed = null;
          return new Found.Ready(made.get());
        }
      }
      reason = described(answer);
    } catch (InvalidValue e) {
      reason = "no token can be asked for: " + e.field() + " is " + e.reason();
    }
    failed = new Failed(reason, now.plus(AFTER_FAILURE));
    return new Found.Missing(reason);
  }

  private Request request(Auth auth, Json.Obj context) {
    return switch (auth.scheme()) {
      case Scheme.OAuth2(var exchange, _, _) -> Exchanging.oauth(exchange, context);
      case Scheme.Google google -> Exchanging.google(google, context, clock.instant());
      default -> throw new IllegalStateException("no exchange for this scheme");
    };
  }

  private static String described(Answer answer) {
    return switch (answer) {
      case Answer.Responded(var status, _, _) -> "the token's exchange answered " + status;
      case Answer.TimedOut _ -> "the token's exchange did not answer in time";
      case Answer.Unreachable(var reason) -> "the token's exchange: " + reason;
      case Answer.AddressForbidden(var kind) ->
          "the token's exchange is at a forbidden address: " + kind;
    };
  }
}
