package dev.tributary.router.domain.sending;

import dev.tributary.connectors.domain.request.Draft;
import dev.tributary.connectors.domain.request.Drafting;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.router.domain.destination.ActionRule;
import dev.tributary.router.domain.destination.Credentials;
import dev.tributary.router.domain.destination.Destination;
import dev.tributary.router.domain.destination.EventGate.Passage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sends one event through a destination to see what comes of it. */
public final class Trial {

  private final Sending sending;
  private final Credentials.Complete credentials;

  public Trial(Sending sending, Credentials.Complete credentials) {
    this.sending = sending;
    this.credentials = credentials;
  }

  /** What came of the event in one action. */
  public sealed interface Result {

    /** What keeps the event back; then no action is tried. */
    record Kept(String code) implements Result {}

    /** It did not become a request. */
    record Unsent(String action, String outcome, String code, String message) implements Result {}

    /** It was sent. */
    record Sent(String action, Json.Obj payload, Sending.Sent sent) implements Result {}
  }

  /**
   * Tries an event in each action whose trigger it matches.
   *
   * @param action only in this one, whatever its trigger says
   */
  public List<Result> run(
      Destination destination, Json.Obj event, String key, Optional<String> action) {
    return switch (destination.events().gate().pass(event)) {
      case Passage.Kept(var code) -> List.of(new Result.Kept(code));
      case Passage.Through(var passed) -> {
        var results = new ArrayList<Result>();
        for (var rule : destination.events().actions()) {
          boolean wanted =
              action
                  .map(name -> isCalled(rule, name))
                  .orElseGet(() -> rule.trigger().matches(passed));
          if (wanted) {
            results.add(tried(destination, rule, passed, key));
          }
        }
        yield results;
      }
    };
  }

  /** Whether an action goes by a name: its own in this destination, or the connector's. */
  public static boolean isCalled(ActionRule rule, String name) {
    return name.equals(rule.name()) || name.equals(rule.action().name());
  }

  private Result tried(Destination destination, ActionRule rule, Json.Obj event, String key) {
    var name = rule.action().name();
    return switch (rule.maker().make(event, key, credentials.context())) {
      case Drafting.Discarded(var code, var message) ->
          new Result.Unsent(name, "discarded", code, message);
      case Drafting.Failed(var code, var message) -> new Result.Unsent(name, "dead", code, message);
      case Drafting.Ready(var draft) -> sent(destination, rule, draft);
    };
  }

  private Result sent(Destination destination, ActionRule rule, Draft draft) {
    var name = rule.action().name();
    try {
      var connector = destination.connection().connector();
      var sent = sending.send(connector, rule, List.of(draft), credentials);
      return new Result.Sent(name, draft.payload(), sent);
    } catch (Sending.Blocked e) {
      return new Result.Unsent(name, "held", "held", e.reason());
    }
  }
}
