package dev.tributary.router.domain.destination;

import dev.tributary.connectors.domain.definition.Base;
import dev.tributary.connectors.domain.definition.Connector;
import dev.tributary.connectors.domain.definition.Connectors;
import dev.tributary.connectors.domain.definition.Setting;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.definition.SpecReader;
import dev.tributary.platform.domain.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads {@code connector} and {@code settings}. */
final class ConnectionReader {

  private ConnectionReader() {}

  /** The connection; empty where there is no such connector, which is rejected. */
  static Optional<Connection> read(SpecReader spec, Connectors connectors) {
    var name = spec.string("connector");
    var connector = connectors.find(name);
    if (connector.isEmpty() && !name.isEmpty()) {
      spec.reject(
          "connector", "is not a known connector; known: " + String.join(", ", connectors.names()));
    }
    boolean needed =
        connector.stream()
            .flatMap(found -> found.settings().values().stream())
            .anyMatch(Setting::required);
    var given = needed || spec.has("settings") ? spec.object("settings") : null;
    if (connector.isEmpty()) {
      if (given != null) {
        given.fieldNames().forEach(given::optionalJson);
      }
      return Optional.empty();
    }
    Map<String, SettingValue> settings =
        given == null ? Map.of() : settings(given, connector.get());
    return Optional.of(new Connection(connector.get(), settings));
  }

  private static Map<String, SettingValue> settings(SpecReader given, Connector connector) {
    var settings = new LinkedHashMap<String, SettingValue>();
    for (var setting : connector.settings().values()) {
      var name = setting.name();
      var value = given.optionalJson(name);
      if (value.isEmpty()) {
        if (setting.required() && setting.otherwise().isEmpty()) {
          given.reject(name, "is missing");
        }
      } else if (setting.type() == Setting.Type.HEADERS) {
        given
            .optionalObject(name)
            .map(HeadersReader::read)
            .ifPresent(headers -> settings.put(name, new SettingValue.Headers(headers)));
      } else if (value.get() instanceof Json.Obj && setting.type() == Setting.Type.STRING) {
        given
            .optionalObject(name)
            .flatMap(HeadersReader::reference)
            .ifPresent(found -> settings.put(name, new SettingValue.Secret(found)));
      } else {
        plain(given, setting, value.get(), connector).ifPresent(each -> settings.put(name, each));
      }
    }
    return settings;
  }

  private static Optional<SettingValue> plain(
      SpecReader given, Setting setting, Json value, Connector connector) {
    if (setting.secret()) {
      given.reject(
          setting.name(), "must be a reference, {env: NAME} or {file: /path}, never the secret");
      return Optional.empty();
    }
    var refusal = setting.refusal(value).or(() -> addressRefusal(setting, value, connector));
    refusal.ifPresent(reason -> given.reject(setting.name(), reason));
    return refusal.isPresent() ? Optional.empty() : Optional.of(new SettingValue.Plain(value));
  }

  /** A setting that is the whole URL must be one. */
  private static Optional<String> addressRefusal(Setting setting, Json value, Connector connector) {
    if (!(connector.reach().base() instanceof Base.Fixed(var url))
        || !url.text().equals("{{settings." + setting.name() + "}}")
        || !(value instanceof Json.Str(var text))) {
      return Optional.empty();
    }
    try {
      Endpoint.parse(text);
      return Optional.empty();
    } catch (InvalidValue e) {
      return Optional.of("is " + e.reason());
    }
  }
}
