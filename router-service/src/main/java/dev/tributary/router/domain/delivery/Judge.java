package dev.tributary.router.domain.delivery;

import dev.tributary.router.domain.delivery.Verdict.Delivered;
import dev.tributary.router.domain.delivery.Verdict.Failure;
import dev.tributary.router.domain.delivery.Verdict.GiveUp;
import dev.tributary.router.domain.delivery.Verdict.Pause;
import dev.tributary.router.domain.delivery.Verdict.Retry;
import java.time.Duration;
import java.time.Instant;

/**
 * Sorts answers into classes. Retried: no answer, 408, 423, 429 and 5xx except 501, as the sender
 * of Segment does. Everything else but 2xx is refused at once; a redirect too, for it is not
 * followed.
 *
 * @param longestPause most that {@code Retry-After} is believed
 */
public record Judge(Duration longestPause) {

  /** What an answer that came at {@code now} means. */
  public Verdict verdict(Answer answer, Instant now) {
    return switch (answer) {
      case Answer.Responded responded -> responded(responded, now);
      case Answer.TimedOut _ -> own("timed_out", "no answer within the time allowed");
      case Answer.Unreachable(var reason) -> own("unreachable", reason);
      case Answer.AddressForbidden(var kind) ->
          own("address_forbidden", "the host resolves to a forbidden address: " + kind);
    };
  }

  private Verdict responded(Answer.Responded answer, Instant now) {
    int status = answer.status();
    if (status >= 200 && status < 300) {
      return new Delivered();
    }
    if (status >= 300 && status < 400) {
      return new GiveUp(
          new Failure("redirected", "answered " + status + "; redirects are not followed"));
    }
    if (!isTransient(status)) {
      return new GiveUp(new Failure("refused", "answered " + status));
    }
    var failure = new Failure("status_" + status, "answered " + status);
    return RetryAfter.parse(answer.retryAfter(), now)
        .map(time -> time.compareTo(longestPause) > 0 ? longestPause : time)
        .<Verdict>map(time -> new Retry(failure, new Pause.Everything(time)))
        .orElseGet(() -> new Retry(failure, new Pause.Own()));
  }

  private static boolean isTransient(int status) {
    return switch (status) {
      case 408, 423, 429 -> true;
      case 501 -> false;
      default -> status >= 500 && status < 600;
    };
  }

  private static Verdict own(String code, String message) {
    return new Retry(new Failure(code, message), new Pause.Own());
  }
}
