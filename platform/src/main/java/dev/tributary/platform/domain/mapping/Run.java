package dev.tributary.platform.domain.mapping;

import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.domain.json.JsonReader;
import dev.tributary.platform.domain.json.JsonWriter;
import dev.tributary.platform.domain.json.NumberText;
import dev.tributary.platform.domain.mapping.MappingFailed.Cause;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One application of a mapping to one event. Counts what it makes and every step it takes, so that
 * no nesting of directives costs more than {@link Mapping#MAX_OUTPUT} allows.
 */
final class Run {

  private final String path;
  private int left = Mapping.MAX_OUTPUT;

  Run(String path) {
    this.path = path;
  }

  /** The node's value for a payload; empty where it has none. */
  Optional<Json> resolve(Node node, Json payload) {
    charge(1);
    return switch (node) {
      case Node.Constant(var value) -> Optional.of(value);
      case Node.Absent _ -> Optional.empty();
      case Node.ObjectOf(var fields) -> Optional.of(object(fields, payload));
      case Node.ArrayOf(var items) -> Optional.of(array(items, payload));
      case Node.Path(var way) -> way.read(payload);
      case Node.GivenPath(var at, var given) -> givenPath(at, text(at, given, payload), payload);
      case Node.Text(var template) -> Optional.of(fill(template, payload));
      case Node.GivenText(var at, var given) ->
          Optional.of(givenTemplate(at, text(at, given, payload), payload));
      case Node.If(var test, var tested, var then, var otherwise) ->
          resolve(passes(test, resolve(tested, payload)) ? then : otherwise, payload);
      case Node.Case(var letters, var value) ->
          resolve(value, payload).map(each -> cased(letters, each));
      case Node.Replace(var replacements, var value) ->
          Optional.of(replaced(replacements, resolve(value, payload)));
      case Node.ForEach(var items, var shape) ->
          resolve(items, payload).map(each -> forEach(each, shape));
      case Node.Flatten(var separator, var omitArrays, var value) ->
          resolve(value, payload).map(each -> flattened(each, separator, omitArrays));
      case Node.Encode(var value) -> resolve(value, payload).map(each -> Json.of(encoded(each)));
      case Node.Decode(var at, var value) -> resolve(value, payload).map(each -> decoded(at, each));
      case Node.Merge(var at, var objects) -> Optional.of(merged(at, objects, payload));
      case Node.Transform(var first, var second) ->
          resolve(second, intermediate(resolve(first, payload)));
      case Node.ExcludeWhenNull(var value) ->
          resolve(value, payload).filter(each -> !(each instanceof Json.Null));
      case Node.Converted(var at, var conversion, var value) ->
          resolve(value, payload).flatMap(each -> converted(at, conversion, each));
      case Node.First(var choices) -> first(choices, payload);
      case Node.ListOf(var items) ->
          Conversion.list(items.stream().flatMap(item -> resolve(item, payload).stream()).toList());
      case Node.Entries(var value, var mapping, var asObject) ->
          resolve(value, payload).map(each -> entries(each, mapping, asObject));
      case Node.Each(var value, var mapping) ->
          resolve(value, payload).map(items -> each(items, mapping, payload));
      case Node.Lookup(var value, var table, var otherwise) ->
          lookedUp(resolve(value, payload), table, otherwise, payload);
    };
  }

  /**
   * Checks the size of a finished value: parts that it shares with the event, or with itself, count
   * each time they appear.
   */
  void requireBounded(Json value) {
    left = Mapping.MAX_OUTPUT;
    measure(value, 0);
  }

  private void measure(Json value, int depth) {
    charge(2);
    if (depth > Mapping.MAX_OUTPUT_DEPTH) {
      throw new MappingFailed(
          Cause.TOO_LARGE, path, "makes more than " + Mapping.MAX_OUTPUT_DEPTH + " levels");
    }
    switch (value) {
      case Json.Obj(var fields) -> {
        for (var field : fields.entrySet()) {
          charge(field.getKey().length() + 4);
          measure(field.getValue(), depth + 1);
        }
      }
      case Json.Arr(var items) -> {
        for (var item : items) {
          measure(item, depth + 1);
        }
      }
      case Json.Str(var text) -> charge(text.length());
      case Json.Num _, Json.Bool _, Json.Null _ -> charge(4);
    }
  }

  private void charge(int characters) {
    left -= characters;
    if (left < 0) {
      throw new MappingFailed(
          Cause.TOO_LARGE, path, "makes more than " + Mapping.MAX_OUTPUT + " characters");
    }
  }

  /** What one mapping hands another is bounded too: else each could double the one before. */
  private Json intermediate(Optional<Json> value) {
    value.ifPresent(each -> measure(each, 0));
    return value.orElse(Json.Null.VALUE);
  }

  private Json object(Map<String, Node> fields, Json payload) {
    var out = LinkedHashMap.<String, Json>newLinkedHashMap(fields.size());
    fields.forEach((name, node) -> resolve(node, payload).ifPresent(value -> out.put(name, value)));
    return new Json.Obj(out);
  }

  private Json array(List<Node> items, Json payload) {
    var out = new ArrayList<Json>(items.size());
    for (var item : items) {
      out.add(resolve(item, payload).orElse(Json.Null.VALUE));
    }
    return new Json.Arr(out);
  }

  private String text(String at, Node given, Json payload) {
    if (resolve(given, payload).orElse(Json.Null.VALUE) instanceof Json.Str(var text)) {
      return text;
    }
    throw new MappingFailed(Cause.NOT_TEXT, at, "was given something other than a string");
  }

  private Optional<Json> givenPath(String at, String text, Json payload) {
    charge(text.length());
    try {
      return JsonPath.parse(text).read(payload);
    } catch (InvalidValue e) {
      throw new MappingFailed(Cause.BAD_PATH, at, "was given a path that is " + e.reason());
    }
  }

  private Json givenTemplate(String at, String text, Json payload) {
    charge(text.length());
    try {
      return fill(Template.parse(text), payload);
    } catch (InvalidValue e) {
      throw new MappingFailed(Cause.BAD_PATH, at, "was given a template that is " + e.reason());
    }
  }

  private Json fill(Template template, Json payload) {
    var out = new StringBuilder();
    for (var part : template.parts()) {
      var piece =
          switch (part) {
            case Template.Part.Words(var words) -> words;
            case Template.Part.Place(var way) -> way.read(payload).map(this::written).orElse("");
          };
      charge(piece.length());
      out.append(piece);
    }
    return Json.of(out.toString());
  }

  private String written(Json value) {
    return switch (value) {
      case Json.Str(var text) -> text;
      case Json.Num(var number) -> NumberText.of(number);
      case Json.Bool(var bool) -> Boolean.toString(bool);
      case Json.Null _ -> "";
      case Json.Obj _, Json.Arr _ -> encoded(value);
    };
  }

  private static boolean passes(Node.Test test, Optional<Json> value) {
    return switch (test) {
      case EXISTS -> value.isPresent() && !(value.get() instanceof Json.Null);
      case NOT_BLANK -> value.isPresent() && !isBlank(value.get());
      case TRUE -> value.isPresent() && isTrue(value.get());
    };
  }

  /** As JavaScript's {@code value == ''} has it, null included. */
  private static boolean isBlank(Json value) {
    return switch (value) {
      case Json.Null _ -> true;
      case Json.Str(var text) -> text.isEmpty();
      case Json.Bool(var bool) -> !bool;
      case Json.Num(var number) -> number.signum() == 0;
      case Json.Arr(var items) -> items.isEmpty();
      case Json.Obj _ -> false;
    };
  }

  private static boolean isTrue(Json value) {
    return switch (value) {
      case Json.Bool(var bool) -> bool;
      case Json.Str(var text) -> text.equalsIgnoreCase("true");
      case Json.Null _, Json.Num _, Json.Arr _, Json.Obj _ -> false;
    };
  }

  private Json cased(Node.Letters letters, Json value) {
    if (!(value instanceof Json.Str(var text))) {
      return value;
    }
    charge(text.length());
    return switch (letters) {
      case LOWER -> Json.of(text.toLowerCase(Locale.ROOT));
      case UPPER -> Json.of(text.toUpperCase(Locale.ROOT));
    };
  }

  private Json replaced(List<Replacement> replacements, Optional<Json> value) {
    var text =
        switch (value.orElse(Json.Null.VALUE)) {
          case Json.Str(var string) -> string;
          case Json.Num(var number) -> NumberText.of(number);
          case Json.Bool(var bool) -> Boolean.toString(bool);
          case Json.Null _, Json.Arr _, Json.Obj _ -> "";
        };
    for (var replacement : replacements) {
      text = replacement.in(text);
      charge(text.length());
    }
    return Json.of(text);
  }

  private Json forEach(Json items, Node shape) {
    return switch (items) {
      case Json.Arr(var each) -> {
        var out = new ArrayList<Json>();
        for (var item : each) {
          out.add(resolve(shape, item).orElse(Json.Null.VALUE));
        }
        yield new Json.Arr(out);
      }
      case Json.Obj object -> Json.arrayOf(resolve(shape, object).orElse(Json.Null.VALUE));
      case Json.Str _, Json.Num _, Json.Bool _, Json.Null _ -> items;
    };
  }

  private Json flattened(Json value, String separator, boolean omitArrays) {
    if (!isNested(value, false)) {
      return value;
    }
    var out = new LinkedHashMap<String, Json>();
    flattenParts(value, "", separator, omitArrays, out);
    return new Json.Obj(out);
  }

  private void flattenParts(
      Json value, String prefix, String separator, boolean omitArrays, Map<String, Json> out) {
    switch (value) {
      case Json.Obj(var fields) ->
          fields.forEach(
              (name, part) -> flattenPart(part, prefix + name, separator, omitArrays, out));
      case Json.Arr(var items) -> {
        for (int i = 0; i < items.size(); i++) {
          flattenPart(items.get(i), prefix + i, separator, omitArrays, out);
        }
      }
      case Json.Str _, Json.Num _, Json.Bool _, Json.Null _ -> {}
    }
  }

  private void flattenPart(
      Json part, String key, String separator, boolean omitArrays, Map<String, Json> out) {
    charge(key.length() + 1);
    if (isNested(part, omitArrays)) {
      flattenParts(part, key + separator, separator, omitArrays, out);
    } else {
      out.put(key, part);
    }
  }

  private static boolean isNested(Json value, boolean omitArrays) {
    return value instanceof Json.Obj || (value instanceof Json.Arr && !omitArrays);
  }

  private String encoded(Json value) {
    try {
      var text = JsonWriter.write(value, left);
      charge(text.length());
      return text;
    } catch (InvalidValue _) {
      throw new MappingFailed(
          Cause.TOO_LARGE, path, "makes more than " + Mapping.MAX_OUTPUT + " characters");
    }
  }

  private Json decoded(String at, Json value) {
    if (!(value instanceof Json.Str(var text))) {
      return value;
    }
    charge(text.length());
    try {
      return JsonReader.read(text);
    } catch (InvalidValue e) {
      throw new MappingFailed(Cause.BAD_JSON, at, "was given a string that is no JSON");
    }
  }

  private Json merged(String at, List<Node> objects, Json payload) {
    var out = new LinkedHashMap<String, Json>();
    for (var object : objects) {
      switch (resolve(object, payload).orElse(Json.Null.VALUE)) {
        case Json.Obj(var fields) -> {
          charge(fields.size());
          out.putAll(fields);
        }
        case Json.Null _ -> {}
        case Json.Str _, Json.Num _, Json.Bool _, Json.Arr _ ->
            throw new MappingFailed(
                Cause.NOT_AN_OBJECT, at, "was given something other than an object");
      }
    }
    return new Json.Obj(out);
  }

  private Optional<Json> converted(String at, Conversion conversion, Json value) {
    try {
      var made = conversion.of(value, left);
      made.ifPresent(each -> charge(each instanceof Json.Str(var text) ? text.length() : 1));
      return made;
    } catch (Conversion.BadValue e) {
      throw new MappingFailed(Cause.BAD_VALUE, at, String.valueOf(e.getMessage()));
    } catch (InvalidValue _) {
      throw new MappingFailed(
          Cause.TOO_LARGE, path, "makes more than " + Mapping.MAX_OUTPUT + " characters");
    }
  }

  private Optional<Json> first(List<Node> choices, Json payload) {
    for (var choice : choices) {
      var value = resolve(choice, payload);
      if (value.isPresent()
          && !(value.get() instanceof Json.Null)
          && !value.get().equals(Json.of(""))) {
        return value;
      }
    }
    return Optional.empty();
  }

  private Json entries(Json value, Node mapping, boolean asObject) {
    if (!(value instanceof Json.Obj(var fields))) {
      return value;
    }
    var made = LinkedHashMap.<String, Json>newLinkedHashMap(fields.size());
    fields.forEach((name, field) -> {
      charge(name.length());
      resolve(mapping, new Json.Obj(Map.of("key", Json.of(name), "value", field)))
          .ifPresent(each -> made.put(name, each));
    });
    return asObject ? new Json.Obj(made) : new Json.Arr(List.copyOf(made.values()));
  }

  private Json each(Json items, Node mapping, Json payload) {
    var base = payload instanceof Json.Obj object ? object : Json.Obj.EMPTY;
    var list = items instanceof Json.Arr(var given) ? given : List.of(items);
    var out = new ArrayList<Json>(list.size());
    for (var item : list) {
      charge(base.fields().size());
      resolve(mapping, base.with("each", item)).ifPresent(out::add);
    }
    return new Json.Arr(out);
  }

  private Optional<Json> lookedUp(
      Optional<Json> value, Map<String, Node> table, Node otherwise, Json payload) {
    var found = value.map(this::written).map(table::get);
    return resolve(found.orElse(otherwise), payload);
  }
}
