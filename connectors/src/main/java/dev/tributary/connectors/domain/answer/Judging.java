package dev.tributary.connectors.domain.answer;

import dev.tributary.connectors.domain.definition.Action;
import dev.tributary.connectors.domain.definition.ItemRule;
import dev.tributary.connectors.domain.definition.ResponseRule.Means;
import dev.tributary.connectors.domain.definition.Step;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.domain.json.JsonWriter;
import dev.tributary.platform.domain.mapping.Mapping;
import dev.tributary.platform.domain.mapping.MappingFailed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Says what answers mean: by the connector's rules, and where none matches by class, as the sender
 * of Segment does: retried are 408, 423, 429 and 5xx except 501.
 */
public final class Judging {

  private static final int MAX_REASON = 300;

  private Judging() {}

  /** What an answer means for everything that was in the request. */
  public static Outcome whole(Step step, Seen seen, boolean canRefresh) {
    var document = seen.document();
    for (var rule : step.responses()) {
      if (rule.when().matches(document.get())) {
        return outcome(
            rule.outcome(), seen.status(), reason(rule.reason(), document.get()), canRefresh);
      }
    }
    return outcome(byClass(seen.status(), canRefresh), seen.status(), Optional.empty(), canRefresh);
  }

  /**
   * What an answer that delivered the batch means for each delivery in it.
   *
   * @param items as they were in the request, in its order
   */
  public static List<Outcome> each(Action action, Seen seen, List<Json> items) {
    var outcomes = new ArrayList<Outcome>();
    for (int i = 0; i < items.size(); i++) {
      outcomes.add(new Outcome.Delivered());
    }
    if (action.items().rules().isEmpty()) {
      return outcomes;
    }
    var decided = new HashMap<Integer, Outcome>();
    var document = seen.document();
    for (var rule : action.items().rules()) {
      apply(rule, seen, document, items, decided);
    }
    decided.forEach(outcomes::set);
    return outcomes;
  }

  /** Whether a status may succeed when tried again. */
  public static boolean isTransient(int status) {
    return switch (status) {
      case 408, 423, 429 -> true;
      case 501 -> false;
      default -> status >= 500 && status < 600;
    };
  }

  private static void apply(
      ItemRule rule,
      Seen seen,
      Supplier<Json.Obj> document,
      List<Json> items,
      Map<Integer, Outcome> decided) {
    var entries = entries(rule.entries(), document.get());
    for (int i = 0; i < entries.size(); i++) {
      var entry =
          entries.get(i) instanceof Json.Obj object ? object : Json.object("value", entries.get(i));
      if (rule.when().map(when -> when.matches(entry)).orElse(true)) {
        var outcome = outcome(rule.outcome(), seen.status(), reason(rule.reason(), entry), false);
        for (int place : places(rule.named(), i, entry, items)) {
          decided.putIfAbsent(place, outcome);
        }
      }
    }
  }

  private static List<Integer> places(
      ItemRule.Named named, int at, Json.Obj entry, List<Json> items) {
    return switch (named) {
      case ItemRule.Named.InOrder _ -> at < items.size() ? List.of(at) : List.of();
      case ItemRule.Named.ByIndex(var index) ->
          made(index, entry)
              .filter(place -> place instanceof Json.Num)
              .map(place -> ((Json.Num) place).value().intValue())
              .filter(place -> place >= 0 && place < items.size())
              .map(List::of)
              .orElseGet(List::of);
      case ItemRule.Named.ByValue(var key, var item) -> {
        var wanted = made(key, entry);
        var found = new ArrayList<Integer>();
        for (int i = 0; i < items.size() && wanted.isPresent(); i++) {
          if (items.get(i) instanceof Json.Obj object && made(item, object).equals(wanted)) {
            found.add(i);
          }
        }
        yield found;
      }
    };
  }

  private static List<Json> entries(Mapping where, Json.Obj document) {
    return made(where, document).orElse(Json.Null.VALUE) instanceof Json.Arr(var list)
        ? list
        : List.of();
  }

  private static Means byClass(int status, boolean canRefresh) {
    if (status >= 200 && status < 300) {
      return Means.DELIVERED;
    }
    if (status == 401 && canRefresh) {
      return Means.REFRESH;
    }
    return isTransient(status) ? Means.RETRY : Means.DROP;
  }

  private static Outcome outcome(
      Means means, int status, Optional<String> reason, boolean canRefresh) {
    var message = "answered " + status + reason.map(text -> ": " + text).orElse("");
    return switch (means) {
      case DELIVERED -> new Outcome.Delivered();
      case RETRY -> new Outcome.Retry(retryCode(status), message);
      case REFRESH ->
          canRefresh ? new Outcome.Refresh(message) : new Outcome.Retry("status_401", message);
      case DROP ->
          status >= 300 && status < 400
              ? new Outcome.Drop("redirected", message + "; redirects are not followed")
              : new Outcome.Drop("refused", message);
    };
  }

  /** In an answer that says 2xx but means an error, the status would mislead. */
  private static String retryCode(int status) {
    return status >= 200 && status < 300 ? "answered_error" : "status_" + status;
  }

  private static Optional<String> reason(Optional<Mapping> reason, Json.Obj document) {
    return reason
        .flatMap(mapping -> made(mapping, document))
        .map(value -> value instanceof Json.Str(var text) ? text : JsonWriter.write(value, 1 << 20))
        .map(text -> text.length() <= MAX_REASON ? text : text.substring(0, MAX_REASON));
  }

  private static Optional<Json> made(Mapping mapping, Json.Obj document) {
    try {
      return Optional.of(mapping.apply(document)).filter(value -> !(value instanceof Json.Null));
    } catch (MappingFailed _) {
      return Optional.empty();
    }
  }

  /** What later steps may know of an answer. */
  public static Json.Obj captured(Step step, Seen seen) {
    if (step.capture().isEmpty()) {
      return Json.Obj.EMPTY; // nobody asks, so the body need not be read
    }
    var captured = new LinkedHashMap<String, Json>();
    var document = seen.asJson();
    step.capture()
        .forEach((name, mapping) ->
            made(mapping, document).ifPresent(value -> captured.put(name, value)));
    return new Json.Obj(captured);
  }
}
