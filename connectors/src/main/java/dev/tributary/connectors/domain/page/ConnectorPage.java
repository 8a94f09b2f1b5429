package dev.tributary.connectors.domain.page;

import dev.tributary.connectors.domain.definition.Base;
import dev.tributary.connectors.domain.definition.Connector;
import dev.tributary.connectors.domain.definition.Connector.AudienceSync;
import dev.tributary.connectors.domain.definition.Connector.Preset;
import dev.tributary.connectors.domain.definition.DurationText;
import dev.tributary.connectors.domain.definition.Limits;
import dev.tributary.connectors.domain.definition.Setting;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.domain.json.JsonWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The page of one connector. Everything on it is from the connector's file, so it cannot be wrong
 * in another way than the file is.
 */
public final class ConnectorPage {

  static final String NOTE =
      "<!-- Made by `./tributary connectors docs` of connectors/src/main/resources/connectors; do not edit. -->";

  static final String UNTRIED =
      "None of them was run against its vendor: send an event with `POST /api/v1/destinations/{name}/test` before you rely on one.";

  static final int MAX_JSON = 1 << 20;

  private ConnectorPage() {}

  /** The page's text. */
  public static String of(Connector connector) {
    var about = connector.about();
    var page =
        new Markdown()
            .block(NOTE)
            .block("# " + Markdown.plain(about.title()))
            .block(
                Markdown.plain(about.description())
                    + " [The vendor's page](<"
                    + about.link()
                    + ">). Category: "
                    + String.join(", ", about.categories())
                    + ".")
            .block(
                "It was not run against its vendor: send an event with `POST /api/v1/destinations/{name}/test` before you rely on it.")
            .code("yaml", destination(connector))
            .block("## Settings");
    settings(page, connector.settings().values());
    called(page, connector);
    if (!connector.actions().isEmpty()) {
      page.block("## Actions");
      connector.actions().values().forEach(action -> ActionSection.write(page, action));
    }
    presets(page, connector);
    connector.audience().ifPresent(audience -> audience(page, audience));
    page.block("## Where this was read");
    page.block(
        about.facts().stream()
            .map(fact -> "- <" + fact.url() + ">, " + fact.seen())
            .collect(Collectors.joining("\n")));
    return page.build();
  }

  /** A definition to begin with. */
  private static String destination(Connector connector) {
    var required =
        connector.settings().values().stream()
            .filter(setting -> setting.required() && setting.otherwise().isEmpty())
            .map(setting -> example(connector.name(), setting))
            .collect(Collectors.joining(", "));
    var ready = connector.presets().stream().anyMatch(Preset::byDefault);
    var actions =
        connector.actions().keySet().stream()
            .limit(1)
            .map(action -> "  actions: [{action: " + action + "}]");
    return "apiVersion: tributary.dev/v1\nkind: Destination\nmetadata: {name: my-"
        + connector.name()
        + "}\nspec:\n  connector: "
        + connector.name()
        + "\n  settings: {"
        + required
        + "}\n"
        + (ready ? "  presets: all" : actions.collect(Collectors.joining()));
  }

  private static String example(String connector, Setting setting) {
    if (setting.secret()) {
      return setting.name() + ": {env: " + constant(connector, setting.name()) + "}";
    }
    var choices = setting.values().choices();
    return setting.name() + ": " + (choices.isEmpty() ? "..." : choices.getFirst());
  }

  /** The name of an environment variable. */
  private static String constant(String connector, String setting) {
    return (connector.replace('-', '_') + "_" + setting.replaceAll("([A-Z])", "_$1"))
        .toUpperCase(Locale.ROOT);
  }

  private static void settings(Markdown page, Collection<Setting> settings) {
    if (settings.isEmpty()) {
      page.block("None.");
      return;
    }
    page.table(
        List.of("setting", "", "type", "required", "default"),
        settings.stream().map(ConnectorPage::row).toList());
  }

  private static List<String> row(Setting setting) {
    var words = new ArrayList<String>();
    words.add(sentence(setting.text()));
    if (!setting.values().choices().isEmpty()) {
      words.add("One of " + Markdown.literals(setting.values().choices()) + ".");
    }
    setting
        .values()
        .pattern()
        .map(Pattern::pattern)
        .ifPresent(pattern -> words.add("Must fit " + Markdown.literal(pattern) + "."));
    return List.of(
        Markdown.literal(setting.name()),
        String.join(" ", words),
        setting.secret() ? "secret" : setting.type().name().toLowerCase(Locale.ROOT),
        setting.required() ? "yes" : "",
        setting.otherwise().map(ConnectorPage::json).map(Markdown::literal).orElse(""));
  }

  /** Title and description of anything that has them. */
  static String title(Setting.Text text) {
    var title = Markdown.plain(text.title());
    return text.description().isEmpty() ? title : title + ". " + Markdown.plain(text.description());
  }

  /** The same with a full stop, for more to follow. */
  static String sentence(Setting.Text text) {
    var title = title(text);
    return title.endsWith(".") ? title : title + ".";
  }

  static String json(Json value) {
    return value instanceof Json.Str(var text) ? text : JsonWriter.write(value, MAX_JSON);
  }

  private static void called(Markdown page, Connector connector) {
    page.block("## How it is called");
    var reach = connector.reach();
    var lines = new ArrayList<String>();
    switch (reach.base()) {
      case Base.None _ -> lines.add("Address: no requests are made; the transport is code.");
      case Base.Fixed(var url) -> lines.add("Address: " + Markdown.literal(url.text()));
      case Base.ByChoice(var setting, var urls) ->
          lines.add(
              "Address, by "
                  + Markdown.literal(setting)
                  + ": "
                  + urls.entrySet().stream()
                      .map(each -> each.getKey() + " " + Markdown.literal(each.getValue().text()))
                      .collect(Collectors.joining(", ")));
    }
    lines.add("Proof of who sends: " + AuthText.of(reach.auth()));
    lines.add("Limits: " + limits(reach.limits()));
    lines.add(
        "Test of the settings: "
            + reach
                .test()
                .map(test -> Markdown.literal(test.method() + " " + test.path().text()))
                .orElse("none"));
    page.block(lines.stream().map(line -> "- " + line).collect(Collectors.joining("\n")));
  }

  private static String limits(Limits limits) {
    var words = new ArrayList<String>();
    limits
        .rate()
        .ifPresent(rate ->
            words.add(
                (rate.requests() == 1 ? "1 request in " : rate.requests() + " requests in ")
                    + DurationText.of(rate.per())));
    limits.concurrency().ifPresent(most -> words.add("at most " + most + " at once"));
    limits
        .quota()
        .ifPresent(quota ->
            words.add("answers tell what is left in " + Markdown.literal(quota.remaining())));
    return words.isEmpty() ? "none said" : String.join("; ", words);
  }

  private static void presets(Markdown page, Connector connector) {
    if (connector.presets().isEmpty()) {
      return;
    }
    page.block("## Presets");
    page.block("`presets: all` takes those that are marked; others are taken by name.");
    page.table(
        List.of("preset", "", "action", "trigger", "mapping", "with all"),
        connector.presets().stream().map(ConnectorPage::row).toList());
  }

  private static List<String> row(Preset preset) {
    return List.of(
        Markdown.literal(preset.name()),
        Markdown.plain(preset.title()),
        Markdown.literal(preset.action()),
        preset.trigger().map(Markdown::literal).orElse("the action's"),
        preset.mapping().map(ConnectorPage::json).map(Markdown::literal).orElse(""),
        preset.byDefault() ? "yes" : "");
  }

  private static void audience(Markdown page, AudienceSync audience) {
    page.block("## Audiences as lists: " + Markdown.plain(audience.title()));
    page.block(
        audience.create().isPresent()
            ? "The list is made by "
                + Markdown.literal(ActionSection.line(audience.create().get().request()))
                + "."
            : "Nothing is made there beforehand: the settings say where people go.");
    if (!audience.settings().isEmpty()) {
      page.block("Settings of each audience:");
      settings(page, audience.settings().values());
    }
    page.block("### Add a person");
    ActionSection.writeBody(page, audience.add());
    page.block("### Remove a person");
    ActionSection.writeBody(page, audience.remove());
  }
}
