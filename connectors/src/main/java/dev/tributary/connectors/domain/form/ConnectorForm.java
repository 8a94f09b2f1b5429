package dev.tributary.connectors.domain.form;

import dev.tributary.connectors.domain.definition.Action;
import dev.tributary.connectors.domain.definition.Action.Batch;
import dev.tributary.connectors.domain.definition.Connector;
import dev.tributary.connectors.domain.definition.Connector.AudienceSync;
import dev.tributary.connectors.domain.definition.Connector.Preset;
import dev.tributary.connectors.domain.definition.DurationText;
import dev.tributary.connectors.domain.definition.Field;
import dev.tributary.connectors.domain.definition.Limits;
import dev.tributary.connectors.domain.definition.Setting;
import dev.tributary.platform.domain.fql.Fql;
import dev.tributary.platform.domain.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A connector as JSON from which a form for a destination can be drawn: what to ask, of which type,
 * whether it must be given. Lists are in the order of the file, which is the order to ask in.
 * {@code docs/connectors.md} has the shape.
 *
 * <p>A function of the connector alone: no value that a user has given is in it, so it may be kept
 * and shown to anybody.
 */
public final class ConnectorForm {

  private ConnectorForm() {}

  /** Enough to choose one from a list. */
  public static Json.Obj brief(Connector connector) {
    return about(connector).build();
  }

  /** Everything that a form needs. */
  public static Json.Obj of(Connector connector) {
    return about(connector)
        .put("transport", word(connector.reach().transport()))
        .put("testable", connector.reach().test().isPresent())
        .put("limits", limits(connector.reach().limits()))
        .put("settings", FormObject.array(connector.settings().values(), ConnectorForm::setting))
        .put("actions", FormObject.array(connector.actions().values(), ConnectorForm::action))
        .put("presets", FormObject.array(connector.presets(), ConnectorForm::preset))
        .put("audience", connector.audience().map(ConnectorForm::audience))
        .putAll(
            "facts",
            connector.about().facts(),
            fact -> new FormObject().put("url", fact.url()).put("seen", fact.seen()).build())
        .build();
  }

  private static FormObject about(Connector connector) {
    var about = connector.about();
    return new FormObject()
        .put("name", about.name())
        .put("title", about.title())
        .put("description", about.description())
        .put("categories", FormObject.array(about.categories(), Json::of))
        .put("link", about.link())
        .put("lists", connector.audience().isPresent());
  }

  private static Json.Obj limits(Limits limits) {
    var fields = new FormObject();
    limits
        .rate()
        .ifPresent(rate ->
            fields
                .put("requests", Json.of(rate.requests()))
                .put("per", DurationText.of(rate.per())));
    return fields.put("concurrency", limits.concurrency().map(Json::of)).build();
  }

  private static Json setting(Setting setting) {
    return new FormObject()
        .put("name", setting.name())
        .put("title", setting.text().title())
        .put("description", setting.text().description())
        .put("type", word(setting.type()))
        .put("required", setting.required())
        .put("secret", setting.secret())
        .put("default", setting.otherwise())
        .putAll("choices", setting.values().choices(), Json::of)
        .put("pattern", setting.values().pattern().map(Pattern::pattern).map(Json::of))
        .build();
  }

  private static Json action(Action action) {
    return new FormObject()
        .put("name", action.name())
        .put("title", action.text().title())
        .put("description", action.text().description())
        .put("trigger", action.trigger().map(Fql::text).map(Json::of))
        .put("fields", FormObject.array(action.fields().values(), ConnectorForm::field))
        .putAll("anyOf", action.needs().anyOf(), ConnectorForm::names)
        .put("batch", batch(action.batch()))
        .build();
  }

  private static Json field(Field field) {
    return new FormObject()
        .put("name", field.name())
        .put("title", field.text().title())
        .put("description", field.text().description())
        .put("type", word(field.type()))
        .put("required", field.required())
        .put("default", field.usual().map(Field.Default::spec))
        .putAll("choices", field.choices(), Json::of)
        .build();
  }

  private static Json.Obj batch(Batch batch) {
    return switch (batch) {
      case Batch.Single _ -> new FormObject().put("size", Json.of(1)).build();
      case Batch.Many(var size, var bytes, var within, _) ->
          new FormObject()
              .put("size", Json.of(size))
              .put("bytes", Optional.of(Json.of(bytes)).filter(_ -> bytes < Batch.MOST_BYTES))
              .put("within", DurationText.of(within))
              .build();
    };
  }

  private static Json preset(Preset preset) {
    return new FormObject()
        .put("name", preset.name())
        .put("title", preset.title())
        .put("action", preset.action())
        .put("trigger", preset.trigger().map(Json::of))
        .put("mapping", preset.mapping())
        .put("default", preset.byDefault())
        .build();
  }

  private static Json.Obj audience(AudienceSync audience) {
    return new FormObject()
        .put("title", audience.title())
        .put("creates", audience.create().isPresent())
        .put("settings", FormObject.array(audience.settings().values(), ConnectorForm::setting))
        .put("add", change(audience.add()))
        .put("remove", change(audience.remove()))
        .build();
  }

  private static Json.Obj change(Action action) {
    return new FormObject()
        .put("fields", FormObject.array(action.fields().values(), ConnectorForm::field))
        .putAll("anyOf", action.needs().anyOf(), ConnectorForm::names)
        .put("batch", batch(action.batch()))
        .build();
  }

  private static Json names(List<String> names) {
    return FormObject.array(names, Json::of);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
