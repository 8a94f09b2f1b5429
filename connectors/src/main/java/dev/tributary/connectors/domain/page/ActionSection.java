package dev.tributary.connectors.domain.page;

import dev.tributary.connectors.domain.definition.Action;
import dev.tributary.connectors.domain.definition.Action.Batch;
import dev.tributary.connectors.domain.definition.DurationText;
import dev.tributary.connectors.domain.definition.Field;
import dev.tributary.connectors.domain.definition.RequestTemplate;
import dev.tributary.connectors.domain.definition.Step;
import dev.tributary.platform.domain.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The part of a page that is about one action. */
final class ActionSection {

  /** A default that is longer stands beneath the table. */
  private static final int MAX_CELL = 100;

  private ActionSection() {}

  static void write(Markdown page, Action action) {
    page.block(
        "### " + Markdown.literal(action.name()) + ": " + Markdown.plain(action.text().title()));
    page.block(Markdown.plain(action.text().description()));
    writeBody(page, action);
  }

  /** Everything but what it is called. */
  static void writeBody(Markdown page, Action action) {
    var lines = new ArrayList<String>();
    action
        .trigger()
        .ifPresent(trigger -> lines.add("Trigger: " + Markdown.literal(trigger.text())));
    if (!action.steps().isEmpty()) {
      lines.add(
          (action.steps().size() == 1 ? "Request: " : "Requests in turn: ")
              + action.steps().stream()
                  .map(ActionSection::step)
                  .collect(Collectors.joining(", then ")));
    }
    lines.add("Deliveries a request: " + batch(action.batch()));
    action.needs().anyOf().stream()
        .map(group -> "At least one of " + Markdown.literals(group))
        .forEach(lines::add);
    page.block(lines.stream().map(line -> "- " + line).collect(Collectors.joining("\n")));
    if (!action.fields().isEmpty()) {
      page.table(
          List.of("field", "", "type", "required", "default"),
          action.fields().values().stream().map(ActionSection::row).toList());
    }
    action.fields().values().stream()
        .filter(field -> field.usual().filter(ActionSection::isLong).isPresent())
        .forEach(field ->
            page.block("Default of " + Markdown.literal(field.name()) + ":")
                .code("json", shown(field.usual().orElseThrow().spec())));
  }

  static String line(RequestTemplate request) {
    return (request.method() + " " + request.path().text()).strip();
  }

  private static String step(Step step) {
    var line = Markdown.literal(line(step.request()));
    return step.when().map(when -> line + " if " + Markdown.literal(when.text())).orElse(line);
  }

  private static String batch(Batch batch) {
    return switch (batch) {
      case Batch.Single _ -> "1";
      case Batch.Many(var size, var bytes, var within, _) ->
          "up to "
              + size
              + (bytes < Batch.MOST_BYTES ? ", " + bytes + " bytes" : "")
              + ", sent within "
              + DurationText.of(within);
    };
  }

  private static List<String> row(Field field) {
    return List.of(
        Markdown.literal(field.name()),
        field.choices().isEmpty()
            ? ConnectorPage.title(field.text())
            : ConnectorPage.sentence(field.text())
                + " One of "
                + Markdown.literals(field.choices())
                + ".",
        field.type().name().toLowerCase(Locale.ROOT),
        field.required() ? "yes" : "",
        field.usual().map(ActionSection::cell).orElse(""));
  }

  private static String cell(Field.Default usual) {
    return isLong(usual) ? "below" : Markdown.literal(shown(usual.spec()));
  }

  private static boolean isLong(Field.Default usual) {
    return shown(usual.spec()).length() > MAX_CELL;
  }

  /** A path alone as users say it, anything else as JSON. */
  private static String shown(Json spec) {
    return spec instanceof Json.Obj(var fields)
            && fields.size() == 1
            && fields.get("@path") instanceof Json.Str(var path)
        ? path
        : ConnectorPage.json(spec);
  }
}
