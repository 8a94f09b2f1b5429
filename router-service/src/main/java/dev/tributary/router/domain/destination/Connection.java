package dev.tributary.router.domain.destination;

import dev.tributary.connectors.domain.definition.Action;
import dev.tributary.connectors.domain.definition.Base;
import dev.tributary.connectors.domain.definition.Connector;
import dev.tributary.platform.domain.json.Json;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A connector with a destination's settings for it. */
public record Connection(Connector connector, Map<String, SettingValue> settings) {

  /** The field that takes an event whole, whatever it is. */
  static final String WHOLE = "data";

  private static final Set<String> FILES = Set.of("duckdb", "parquet");

  public Connection {
    settings = Map.copyOf(settings);
  }

  /**
   * The action that takes whatever comes as it is; empty where the connector has none and each
   * action wants something of its own.
   */
  public Optional<Action> whole() {
    return connector.actions().values().stream()
        .findFirst()
        .filter(action -> action.fields().containsKey(WHOLE));
  }

  /** Whether it is files on the router's machine, which the operator has to allow. */
  public boolean isFiles() {
    return FILES.contains(connector.name());
  }

  /** The URL where it is a setting of its own that may be seen; else it is known when needed. */
  public Optional<String> plainUrl() {
    return settings.entrySet().stream()
        .filter(setting -> isWholeUrl(setting.getKey()))
        .map(Map.Entry::getValue)
        .filter(value -> value instanceof SettingValue.Plain)
        .map(value -> ((SettingValue.Plain) value).value())
        .filter(value -> value instanceof Json.Str)
        .map(value -> ((Json.Str) value).value())
        .findFirst();
  }

  private boolean isWholeUrl(String setting) {
    return connector.reach().base() instanceof Base.Fixed(var url)
        && url.text().equals("{{settings." + setting + "}}");
  }
}
