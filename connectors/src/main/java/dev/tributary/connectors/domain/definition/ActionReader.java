package dev.tributary.connectors.domain.definition;

import dev.tributary.platform.domain.definition.SpecReader;
import dev.tributary.platform.domain.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads actions, and {@code add} and {@code remove} of audiences, which are actions too. */
final class ActionReader {

  private static final int MAX_SIZE = 100_000;
  private static final Duration WITHIN = Duration.ofSeconds(1);

  private static final Map<String, Field.Type> TYPES =
      Map.of(
          "string", Field.Type.STRING,
          "number", Field.Type.NUMBER,
          "integer", Field.Type.INTEGER,
          "boolean", Field.Type.BOOLEAN,
          "datetime", Field.Type.DATETIME,
          "object", Field.Type.OBJECT,
          "array", Field.Type.ARRAY,
          "any", Field.Type.ANY);

  private final List<ResponseRule> common;
  private final boolean requests;

  /**
   * A reader of one connector's actions.
   *
   * @param common rules of the connector for every answer
   * @param requests whether the connector makes any
   */
  ActionReader(List<ResponseRule> common, boolean requests) {
    this.common = common;
    this.requests = requests;
  }

  Action read(String name, SpecReader reader) {
    return read(name, SettingsReader.explained(reader), reader);
  }

  /** An action that its place in the file explains. */
  Action readPlain(String name, SpecReader reader) {
    return read(name, new Setting.Text(name, ""), reader);
  }

  private Action read(String name, Setting.Text text, SpecReader reader) {
    var trigger = Readings.condition(reader, "trigger");
    var fields = new LinkedHashMap<String, Field>();
    reader.objectsByName("fields").forEach((field, spec) -> fields.put(field, field(field, spec)));
    var item = Readings.mapping(reader, "item");
    var batch = batch(reader);
    var steps = steps(reader);
    if (batch instanceof Action.Batch.Many
        && !steps.isEmpty()
        && steps.stream().allMatch(step -> step.request().body().isEmpty())) {
      reader.reject("batch", "needs a body that holds the items");
    }
    if (batch instanceof Action.Batch.Many
        && steps.stream().anyMatch(step -> step.request().roots().contains("key"))) {
      reader.reject(
          "batch",
          "goes with no {{key}} in a path, query or header: that is one delivery's; use {{batchKey}}");
    }
    return new Action(
        name,
        text,
        trigger,
        fields,
        new Action.Needs(anyOf(reader, fields.keySet())),
        item,
        steps,
        batch,
        new Action.Items(RequestReader.items(reader), reader.bool("split", true)));
  }

  private List<Step> steps(SpecReader reader) {
    if (!requests) {
      return List.of();
    }
    if (reader.has("request") == reader.has("steps")) {
      reader.rejectWhole("needs exactly one of request and steps");
    }
    if (reader.has("request")) {
      return List.of(RequestReader.step("request", reader, reader.object("request"), common));
    }
    var steps = new ArrayList<Step>();
    for (var step : reader.objects("steps")) {
      steps.add(RequestReader.step(step.string("name"), step, step, common));
    }
    return steps;
  }

  private static Field field(String name, SpecReader reader) {
    var text = SettingsReader.text(reader);
    var type =
        reader.required("type", Readings.choice(reader, "type", TYPES)).orElse(Field.Type.ANY);
    return new Field(
        name, text, type, reader.bool("required", false), usual(reader), reader.strings("choices"));
  }

  private static Optional<Field.Default> usual(SpecReader reader) {
    return reader
        .optionalJson("default")
        .flatMap(spec ->
            Readings.mapping(reader, "default").map(mapping -> new Field.Default(spec, mapping)));
  }

  private static List<List<String>> anyOf(SpecReader reader, Set<String> fields) {
    var groups = new ArrayList<List<String>>();
    if (reader.optionalJson("anyOf").orElseGet(Json::arrayOf) instanceof Json.Arr(var given)) {
      for (var group : given) {
        var names =
            group instanceof Json.Arr(var items)
                ? items.stream()
                    .map(item -> item instanceof Json.Str(var name) ? name : "")
                    .toList()
                : List.<String>of();
        if (names.isEmpty() || !fields.containsAll(names)) {
          reader.reject("anyOf", "is not a list of lists of the action's fields");
        }
        groups.add(names);
      }
    } else {
      reader.reject("anyOf", "is not a list of lists of the action's fields");
    }
    return groups;
  }

  private static Action.Batch batch(SpecReader action) {
    return action
        .optionalObject("batch")
        .<Action.Batch>map(batch -> {
          var size = batch.required("size", batch.optionalInteger("size", 1, MAX_SIZE));
          var together =
              new Action.Together(
                  Readings.mappings(batch, "keys"), Readings.mappings(batch, "distinct"));
          var bytes = batch.optionalInteger("bytes", 1, Action.Batch.MOST_BYTES);
          var within = batch.optionalDuration("within").orElse(WITHIN);
          return new Action.Batch.Many(
              size.orElse(1), bytes.orElse(Action.Batch.MOST_BYTES), within, together);
        })
        .orElseGet(Action.Batch.Single::new);
  }
}
