package dev.tributary.router.domain.delivery;

import dev.tributary.connectors.domain.answer.Judging;
import dev.tributary.connectors.domain.answer.Outcome;
import dev.tributary.connectors.domain.answer.Seen;
import dev.tributary.connectors.domain.definition.Action;
import dev.tributary.connectors.domain.definition.Step;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.router.domain.delivery.Verdict.Delivered;
import dev.tributary.router.domain.delivery.Verdict.Failure;
import dev.tributary.router.domain.delivery.Verdict.GiveUp;
import dev.tributary.router.domain.delivery.Verdict.Pause;
import dev.tributary.router.domain.delivery.Verdict.Renew;
import dev.tributary.router.domain.delivery.Verdict.Retry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Sorts answers into verdicts: what was answered as the connector says, no answer as one to be
 * tried again.
 *
 * @param longestPause most that {@code Retry-After} is believed
 */
public record Judge(Duration longestPause) {

  /** What an answer that came at {@code now} means for all that was in the request. */
  public Verdict whole(Answer answer, Step step, boolean canRenew, Instant now) {
    return switch (answer) {
      case Answer.Responded responded ->
          verdict(Judging.whole(step, seen(responded), canRenew), responded, now);
      case Answer.TimedOut _ -> own("timed_out", "no answer within the time allowed");
      case Answer.Unreachable(var reason) -> own("unreachable", reason);
      case Answer.AddressForbidden(var kind) ->
          own("address_forbidden", "the host resolves to a forbidden address: " + kind);
    };
  }

  /** What an answer that delivered the request means for each delivery in it. */
  public List<Verdict> each(Answer.Responded answer, Action action, List<Json> items, Instant now) {
    return Judging.each(action, seen(answer), items).stream()
        .map(outcome -> verdict(outcome, answer, now))
        .toList();
  }

  /** An answer as a connector's rules see it. */
  public static Seen seen(Answer.Responded answer) {
    return new Seen(answer.status(), answer.headers(), answer.body());
  }

  private Verdict verdict(Outcome outcome, Answer.Responded answer, Instant now) {
    return switch (outcome) {
      case Outcome.Delivered _ -> new Delivered();
      case Outcome.Drop(var code, var message) -> new GiveUp(new Failure(code, message));
      case Outcome.Refresh(var message) -> new Renew(new Failure("status_401", message));
      case Outcome.Retry(var code, var message) -> {
        var failure = new Failure(code, message);
        yield RetryAfter.parse(answer.header("retry-after"), now)
            .map(time -> time.compareTo(longestPause) > 0 ? longestPause : time)
            .<Verdict>map(time -> new Retry(failure, new Pause.Everything(time)))
            .orElseGet(() -> new Retry(failure, new Pause.Own()));
      }
    };
  }

  private static Verdict own(String code, String message) {
    return new Retry(new Failure(code, message), new Pause.Own());
  }
}
