package dev.tributary.connectors.domain.definition;

import dev.tributary.connectors.domain.definition.Connector.About;
import dev.tributary.connectors.domain.definition.Connector.AudienceSync;
import dev.tributary.connectors.domain.definition.Connector.Fact;
import dev.tributary.connectors.domain.definition.Connector.Preset;
import dev.tributary.connectors.domain.definition.Connector.Transport;
import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.domain.definition.SpecReader;
import dev.tributary.platform.domain.fql.Fql;
import dev.tributary.platform.domain.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a connector's file and finds everything that is wrong with it, each fault by its path. */
public final class ConnectorReader {

  private static final Map<String, Transport> TRANSPORTS =
      Map.of("http", Transport.HTTP, "kafka", Transport.KAFKA, "warehouse", Transport.WAREHOUSE);

  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Set<String> CATEGORIES =
      Set.of(
          "analytics",
          "advertising",
          "crm",
          "engagement",
          "messaging",
          "storage",
          "streaming",
          "support",
          "generic");

  private ConnectorReader() {}

  /** The connector, or what is wrong; paths begin with {@code name}. */
  public static Checked<Connector> read(String name, Json.Obj file) {
    var reader = SpecReader.at(name, file);
    var about = about(name, reader);
    var settings = SettingsReader.read(reader);
    var transport = Readings.choice(reader, "transport", TRANSPORTS).orElse(Transport.HTTP);
    var reach = reach(reader, transport, settings);
    var common = RequestReader.responses(reader);
    var actions = new ActionReader(common, transport.isRequests());
    var byName = new LinkedHashMap<String, Action>();
    reader
        .objectsByName("actions")
        .forEach((action, spec) -> byName.put(action, actions.read(action, spec)));
    var audience = reader.optionalObject("audience").map(spec -> audience(spec, actions, common));
    if (byName.isEmpty() && audience.isEmpty()) {
      reader.reject("actions", "has no action, and there is no audience");
    }
    var presets = presets(reader, byName);
    return Checked.of(
        reader, () -> new Connector(about, settings, reach, byName, presets, audience));
  }

  private static About about(String name, SpecReader reader) {
    var own = reader.string("connector");
    if (!own.isEmpty() && (!own.equals(name) || !NAME.matcher(own).matches())) {
      reader.reject("connector", "is not the file's name in lower kebab case");
    }
    var categories = reader.strings("categories");
    if (categories.isEmpty() || !CATEGORIES.containsAll(categories)) {
      reader.reject("categories", "is not a list of " + String.join(", ", sorted(CATEGORIES)));
    }
    var facts = new ArrayList<Fact>();
    for (var fact : reader.objects("facts")) {
      var seen = fact.string("seen");
      if (!seen.isEmpty() && !DAY.matcher(seen).matches()) {
        fact.reject("seen", "is not a day such as 2026-11-28");
      }
      facts.add(new Fact(fact.string("url"), seen));
    }
    if (facts.isEmpty()) {
      reader.reject("facts", "names no page");
    }
    return new About(
        name,
        reader.string("title"),
        reader.string("description"),
        categories,
        reader.string("link"),
        facts);
  }

  private static Connector.Reach reach(
      SpecReader reader, Transport transport, Map<String, Setting> settings) {
    var base = base(reader, transport, settings);
    var auth = AuthReader.read(reader);
    var limits = reader.optionalObject("limits").map(ConnectorReader::limits);
    var test = reader.optionalObject("test").map(RequestReader::request);
    return new Connector.Reach(
        transport,
        base,
        auth,
        limits.orElse(new Limits(Optional.empty(), Optional.empty(), Optional.empty())),
        test);
  }

  private static Base base(SpecReader reader, Transport transport, Map<String, Setting> settings) {
    var given = reader.optionalJson("base");
    if (given.isEmpty()) {
      if (transport.isRequests()) {
        reader.reject("base", "is missing");
      }
      return new Base.None();
    }
    if (!(given.get() instanceof Json.Obj)) {
      var url = Readings.needed(reader, "base");
      requireBounded(reader, url, settings);
      return new Base.Fixed(url);
    }
    var choice = reader.object("base");
    var setting = choice.string("setting");
    var urls = Readings.templates(choice, "urls");
    var known = settings.get(setting);
    if (known == null || !Set.copyOf(known.values().choices()).equals(urls.keySet())) {
      choice.reject("urls", "is not one URL for each choice of the setting");
    }
    urls.values().forEach(url -> requireBounded(reader, url, settings));
    return new Base.ByChoice(setting, urls);
  }

  /** Else a setting could lead to another host than the vendor's; a whole URL is the user's. */
  private static void requireBounded(
      SpecReader reader, TextTemplate url, Map<String, Setting> settings) {
    if (url.parts().size() < 2) {
      return;
    }
    boolean bounded =
        settings.values().stream()
            .filter(setting -> url.text().contains("settings." + setting.name() + "}"))
            .allMatch(setting -> setting.values().bounded());
    if (!bounded) {
      reader.reject("base", "has a setting in it that has neither choices nor a pattern");
    }
  }

  private static Limits limits(SpecReader reader) {
    var requests = reader.optionalInteger("requests", 1, Integer.MAX_VALUE);
    var per = reader.optionalDuration("per");
    if (requests.isPresent() != per.isPresent()) {
      reader.rejectWhole("needs requests and per together");
    }
    var rate = requests.flatMap(count -> per.map(time -> new Limits.Rate(count, time)));
    var resets =
        Map.of(
            "seconds", Limits.Resets.SECONDS,
            "epochSeconds", Limits.Resets.EPOCH_SECONDS,
            "epochMillis", Limits.Resets.EPOCH_MILLIS);
    var quota =
        reader
            .optionalObject("quota")
            .map(given ->
                new Limits.Quota(
                    given.string("remaining").toLowerCase(Locale.ROOT),
                    given.string("reset").toLowerCase(Locale.ROOT),
                    Readings.choice(given, "resets", resets).orElse(Limits.Resets.SECONDS)));
    return new Limits(rate, reader.optionalInteger("concurrency", 1, 1_000), quota);
  }

  private static AudienceSync audience(
      SpecReader reader, ActionReader actions, List<ResponseRule> common) {
    var create =
        reader
            .optionalObject("create")
            .map(spec -> RequestReader.step("create", spec, spec.object("request"), common));
    return new AudienceSync(
        reader.string("title"),
        SettingsReader.read(reader),
        create,
        actions.readPlain("add", reader.object("add")),
        actions.readPlain("remove", reader.object("remove")));
  }

  private static List<Preset> presets(SpecReader reader, Map<String, Action> actions) {
    var presets = new ArrayList<Preset>();
    for (var spec : reader.objects("presets")) {
      var action = spec.string("action");
      if (!action.isEmpty() && !actions.containsKey(action)) {
        spec.reject("action", "names no action");
      }
      spec.optional("trigger", Fql::parse);
      presets.add(
          new Preset(
              spec.string("name"),
              spec.string("title"),
              action,
              spec.optionalString("trigger"),
              mapping(spec, actions.get(action)),
              spec.bool("default", true)));
    }
    if (!presets.isEmpty()) {
      return presets;
    }
    return actions.values().stream()
        .filter(action -> action.trigger().isPresent())
        .map(action ->
            new Preset(
                action.name(),
                action.text().title(),
                action.name(),
                Optional.empty(),
                Optional.empty(),
                true))
        .toList();
  }

  private static Optional<Json.Obj> mapping(SpecReader preset, @Nullable Action action) {
    var fields = Readings.mappingsByName(preset, "mapping").keySet();
    if (action != null && !action.fields().keySet().containsAll(fields)) {
      preset.reject("mapping", "has a field that the action does not have");
    }
    return preset
        .optionalJson("mapping")
        .filter(given -> given instanceof Json.Obj)
        .map(Json.Obj.class::cast);
  }

  private static List<String> sorted(Set<String> words) {
    return words.stream().sorted().toList();
  }
}
