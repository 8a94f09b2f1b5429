package dev.tributary.router.domain.destination;

import dev.tributary.connectors.domain.definition.Action;
import dev.tributary.connectors.domain.definition.Connector.Preset;
import dev.tributary.connectors.domain.request.DraftMaker;
import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.domain.definition.SpecReader;
import dev.tributary.platform.domain.fql.Fql;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.domain.mapping.Mapping;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what a destination does with events: {@code actions}, {@code presets}, and {@code events},
 * the short form for the connector's first action.
 */
final class ActionsReader {

  static final int MAX_ACTIONS = 50;

  private final Connection connection;
  private final List<ActionRule> rules = new ArrayList<>();
  private final Map<String, Integer> named = new HashMap<>();

  ActionsReader(Connection connection) {
    this.connection = connection;
  }

  List<ActionRule> events(SpecReader spec) {
    spec.optionalObject("events").ifPresent(this::shortForm);
    var actions = spec.objects("actions");
    if (actions.size() > MAX_ACTIONS) {
      spec.reject("actions", "has more than " + MAX_ACTIONS + " items");
    }
    actions.forEach(this::action);
    presets(spec);
    return rules;
  }

  /** The actions for what are no events. */
  Map<String, ActionRule> others(Optional<SpecReader> rows) {
    var others = new LinkedHashMap<String, ActionRule>();
    var whole = connection.whole();
    if (whole.isPresent()) {
      var calls = DraftMaker.of(whole.get(), Map.of());
      others.put(
          Destination.CALLS,
          new ActionRule(Destination.CALLS, whole.get(), Fql.ALWAYS, calls, whole.get().batch()));
      var mapping = rows.map(given -> MappingReader.read(given, whole.get()));
      others.put(
          Destination.ROWS,
          new ActionRule(
              Destination.ROWS,
              whole.get(),
              Fql.ALWAYS,
              DraftMaker.of(whole.get(), mapping.orElseGet(Map::of)),
              whole.get().batch()));
      return others;
    }
    rows.ifPresent(given -> given.optionalJson(MappingReader.FIELD));
    connection.connector().presets().stream()
        .filter(Preset::byDefault)
        .map(preset -> preset("preset " + preset.name(), preset))
        .forEach(rule -> others.put(rule.name(), rule));
    return others;
  }

  private void shortForm(SpecReader events) {
    var trigger = events.required("trigger", events.optional("trigger", Fql::parse));
    var actions = connection.connector().actions().values();
    if (actions.isEmpty()) {
      events.rejectWhole("is not for this connector: it takes audiences only");
      return;
    }
    var first = actions.iterator().next();
    var mapping = MappingReader.read(events, first);
    rules.add(
        new ActionRule(
            "", first, trigger.orElse(Fql.ALWAYS), DraftMaker.of(first, mapping), first.batch()));
  }

  private void action(SpecReader spec) {
    var name = spec.string("action");
    var action = connection.connector().actions().get(name);
    var trigger = spec.optional("trigger", Fql::parse);
    if (action == null) {
      if (!name.isEmpty()) {
        var known = String.join(", ", connection.connector().actions().keySet());
        spec.reject("action", "is not an action of the connector; it has: " + known);
      }
      spec.optionalJson(MappingReader.FIELD);
      spec.optionalJson("batch");
      return;
    }
    if (trigger.isEmpty() && !spec.has("trigger") && action.trigger().isEmpty()) {
      spec.reject("trigger", "is missing");
    }
    var when = trigger.or(action::trigger).orElse(Fql.ALWAYS);
    var maker = DraftMaker.of(action, MappingReader.read(spec, action));
    rules.add(new ActionRule(unique(name), action, when, maker, batch(spec, action)));
  }

  private void presets(SpecReader spec) {
    var given = spec.optionalJson("presets");
    if (given.isEmpty()) {
      return;
    }
    var known = connection.connector().presets();
    if (given.get().equals(Json.of("all"))) {
      known.stream().filter(Preset::byDefault).forEach(this::addPreset);
      return;
    }
    for (var name : spec.strings("presets")) {
      known.stream()
          .filter(preset -> preset.name().equals(name))
          .findFirst()
          .ifPresentOrElse(
              this::addPreset,
              () -> {
                var names = String.join(", ", known.stream().map(Preset::name).toList());
                spec.reject("presets", "names no preset of the connector; it has: " + names);
              });
    }
  }

  private void addPreset(Preset preset) {
    rules.add(preset(unique(preset.name()), preset));
  }

  private ActionRule preset(String name, Preset preset) {
    var action = connection.connector().actions().get(preset.action());
    if (action == null) {
      throw new IllegalStateException("A preset without its action");
    }
    var when = preset.trigger().map(Fql::parse).or(action::trigger).orElse(Fql.ALWAYS);
    var mappings = new LinkedHashMap<String, Mapping>();
    preset
        .mapping()
        .ifPresent(mapping ->
            mapping
                .fields()
                .forEach((field, json) -> {
                  if (Mapping.compile(field, json) instanceof Checked.Valid<Mapping>(var made)) {
                    mappings.put(field, made);
                  }
                }));
    return new ActionRule(name, action, when, DraftMaker.of(action, mappings), action.batch());
  }

  private String unique(String name) {
    int times = named.merge(name, 1, Integer::sum);
    return times == 1 ? name : name + "#" + times;
  }

  private Action.Batch batch(SpecReader spec, Action action) {
    if (spec.has("batch") && action.batch() instanceof Action.Batch.Single) {
      spec.reject("batch", "is not for this action: it takes one at a time");
    }
    if (!spec.has("batch") || !(action.batch() instanceof Action.Batch.Many most)) {
      return action.batch();
    }
    var given = spec.optionalObject("batch");
    if (given.isEmpty()) {
      return action.batch();
    }
    var size = given.get().optionalInteger("size", 1, most.size());
    var bytes = given.get().optionalInteger("bytes", 1, most.bytes());
    var within = given.get().optionalDuration("within").orElse(most.within());
    if (within.compareTo(Duration.ofHours(1)) > 0) {
      given.get().reject("within", "is longer than 1h");
    }
    return new Action.Batch.Many(
        size.orElse(most.size()), bytes.orElse(most.bytes()), within, most.together());
  }
}
