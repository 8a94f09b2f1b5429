package dev.tributary.connectors.tool;

import dev.tributary.connectors.domain.definition.Action;
import dev.tributary.connectors.domain.definition.Connector;
import dev.tributary.connectors.domain.preview.Preview;
import dev.tributary.connectors.domain.preview.PreviewMaker;
import dev.tributary.connectors.domain.preview.Stopgaps;
import dev.tributary.connectors.domain.preview.TrialSettings;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.domain.mapping.Mapping;
import dev.tributary.platform.json.JsonText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tries one event, and tells it with everything that a reader must know of what is shown. */
record Trial(Connector connector, TrialSettings settings, Instant now) {

  /** What is said, and the exit code: 1 where nothing would be sent. */
  record Told(String text, int code) {}

  Told show(Target target, Map<String, Mapping> mapping, Json.Obj event, boolean sample) {
    var notes = new ArrayList<String>();
    settings
        .placeholders()
        .forEach((name, instead) ->
            notes.add("Setting " + name + " must be given and is not: here it is " + instead));
    var preview = preview(target, mapping, event, notes);
    var text =
        connector.name()
            + " "
            + target.title()
            + ": what would be sent. NOTHING IS SENT.\n"
            + forReal(target)
            + "\n\n"
            + (sample ? "Event (a sample; yours with --event):\n" : "Event:\n")
            + PrettyJson.of(event)
            + "\n\n"
            + PreviewText.of(preview)
            + (notes.isEmpty() ? "" : "\n" + String.join("\n", notes) + "\n");
    return new Told(text, preview instanceof Preview.Unsent ? 1 : 0);
  }

  private static String forReal(Target target) {
    return switch (target) {
      case Target.Run _ ->
          "To send an event for real: the router's POST /api/v1/destinations/NAME/test";
      case Target.Create _, Target.Change _ ->
          "For real: a destination with audiences: [{audience: NAME, as: list}]";
    };
  }

  private Preview preview(
      Target target, Map<String, Mapping> mapping, Json.Obj event, List<String> notes) {
    var maker = new PreviewMaker(connector, settings, now, JsonText::write);
    return switch (target) {
      case Target.Create(var step) -> maker.preview(step, event);
      case Target.Change(var action, _) ->
          maker.preview(action, completed(action, mapping, notes), event);
      case Target.Run(var action) -> {
        action
            .trigger()
            .filter(trigger -> !trigger.matches(event))
            .ifPresent(trigger ->
                notes.add("The event does not pass the action's trigger: " + trigger.text()));
        yield maker.preview(action, completed(action, mapping, notes), event);
      }
    };
  }

  private static Map<String, Mapping> completed(
      Action action, Map<String, Mapping> mapping, List<String> notes) {
    var completed = new LinkedHashMap<>(mapping);
    Stopgaps.of(action, Set.copyOf(mapping.keySet()))
        .forEach((field, stopgap) -> {
          completed.put(field, stopgap);
          notes.add(
              "Field "
                  + field
                  + " has no default: a destination's mapping must give it (here --mapping)");
        });
    return completed;
  }
}
