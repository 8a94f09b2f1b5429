package dev.tributary.connectors.golden;

import dev.tributary.connectors.domain.answer.Seen;
import dev.tributary.connectors.domain.request.Body;
import dev.tributary.connectors.golden.GoldenCase.Doing;
import dev.tributary.connectors.golden.GoldenCase.Expected;
import dev.tributary.connectors.golden.GoldenCase.ExpectedRequest;
import dev.tributary.connectors.golden.GoldenCase.Given;
import dev.tributary.connectors.golden.GoldenCase.World;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.domain.definition.SpecReader;
import dev.tributary.platform.domain.definition.Violation;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.domain.mapping.Mapping;
import dev.tributary.platform.json.JsonText;
import dev.tributary.platform.json.YamlText;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads golden files; a key that nobody knows is a fault, for it would prove nothing. */
public final class GoldenReader {

  private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

  private GoldenReader() {}

  /** The file of a connector, or each fault by its path; paths begin with {@code golden}. */
  public static Checked<GoldenFile> read(String connector, byte[] yaml) {
    try {
      return YamlText.parse(yaml) instanceof Json.Obj file
          ? read(connector, file)
          : invalid("is no YAML mapping");
    } catch (InvalidValue e) {
      return invalid("is " + e.reason());
    }
  }

  private static Checked<GoldenFile> read(String connector, Json.Obj file) {
    var reader = SpecReader.at("golden", file);
    if (!reader.string("connector").equals(connector)) {
      reader.reject("connector", "is not " + connector);
    }
    var cases = reader.objects("cases").stream().map(GoldenReader::golden).toList();
    return Checked.of(reader, () -> new GoldenFile(connector, cases));
  }

  private static GoldenCase golden(SpecReader row) {
    var world =
        new World(
            row.optional("now", GoldenReader::time).orElse(NOON),
            row.optionalString("token"),
            row.optionalString("tokenBase"),
            row.optionalJson("list"));
    var given =
        new Given(
            object(row, "settings"),
            mapping(row),
            events(row),
            array(row, "keys").stream().map(GoldenReader::shown).toList(),
            world);
    var expected =
        new Expected(
            row.objects("requests").stream().map(GoldenReader::request).toList(),
            row.optionalJson("records"),
            texts(object(row, "discarded")));
    return new GoldenCase(row.string("name"), doing(row), given, expected);
  }

  private static Doing doing(SpecReader row) {
    if (row.has("action") == row.has("audience")) {
      row.rejectWhole("needs exactly one of action and audience");
    }
    if (!row.has("audience")) {
      return new Doing.Run(row.optionalString("action").orElse(""));
    }
    return switch (row.string("audience")) {
      case "create" -> new Doing.Create();
      case "add" -> new Doing.Add();
      case "remove" -> new Doing.Remove();
      default -> {
        row.reject("audience", "is none of create, add, remove");
        yield new Doing.Create();
      }
    };
  }

  private static ExpectedRequest request(SpecReader reader) {
    var items =
        reader.has("items")
            ? Optional.of(array(reader, "items").stream().map(GoldenReader::shown).toList())
            : Optional.<List<String>>empty();
    return new ExpectedRequest(
        reader.string("method") + " " + reader.string("url"),
        texts(object(reader, "headers")),
        reader.optionalJson("body").orElse(Json.of("")),
        reader.bool("gzip", false),
        reader.optionalObject("answer").map(GoldenReader::answer),
        items);
  }

  private static Seen answer(SpecReader reader) {
    var headers = new LinkedHashMap<String, String>();
    texts(object(reader, "headers"))
        .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
    var body = reader.optionalJson("body").orElse(Json.of(""));
    var bytes =
        body instanceof Json.Str(var text)
            ? text.getBytes(StandardCharsets.UTF_8)
            : JsonText.write(body);
    return new Seen(
        reader.optionalInteger("status", 100, 599).orElse(200), headers, new Body(bytes));
  }

  private static Map<String, Mapping> mapping(SpecReader row) {
    var mappings = new LinkedHashMap<String, Mapping>();
    object(row, "mapping")
        .fields()
        .forEach((name, spec) -> {
          switch (Mapping.compile("mapping." + name, spec)) {
            case Checked.Valid<Mapping>(var mapping) -> mappings.put(name, mapping);
            case Checked.Invalid<Mapping>(var violations) ->
                violations.forEach(each -> row.reject(each.path(), each.reason()));
          }
        });
    return mappings;
  }

  private static List<Json.Obj> events(SpecReader row) {
    var events = array(row, "events");
    if (!events.stream().allMatch(event -> event instanceof Json.Obj)) {
      row.reject("events", "is not a list of objects");
      return List.of();
    }
    return events.stream().map(Json.Obj.class::cast).toList();
  }

  private static Json.Obj object(SpecReader reader, String field) {
    var given = reader.optionalJson(field).orElse(Json.Obj.EMPTY);
    if (given instanceof Json.Obj object) {
      return object;
    }
    reader.reject(field, "is not an object but " + given.typeName());
    return Json.Obj.EMPTY;
  }

  private static List<Json> array(SpecReader reader, String field) {
    var given = reader.optionalJson(field).orElseGet(Json::arrayOf);
    if (given instanceof Json.Arr(var items)) {
      return items;
    }
    reader.reject(field, "is not an array but " + given.typeName());
    return List.of();
  }

  private static Map<String, String> texts(Json.Obj object) {
    var texts = new LinkedHashMap<String, String>();
    object.fields().forEach((name, value) -> texts.put(name, shown(value)));
    return texts;
  }

  private static String shown(Json value) {
    return value instanceof Json.Str(var text) ? text : JsonText.writeString(value);
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException _) {
      throw new InvalidValue("now", "no time such as 2026-11-28T12:00:00Z");
    }
  }

  private static Checked<GoldenFile> invalid(String reason) {
    return new Checked.Invalid<>(List.of(new Violation("golden", reason)));
  }
}
