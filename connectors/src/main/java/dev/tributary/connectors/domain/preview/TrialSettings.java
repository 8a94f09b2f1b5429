package dev.tributary.connectors.domain.preview;

import dev.tributary.connectors.domain.definition.Setting;
import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.domain.definition.SpecReader;
import dev.tributary.platform.domain.json.Json;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Settings to try a connector with. A secret that is given is struck out before anything is made
 * with it, so it cannot be in what is shown; one that must be given and is not has a placeholder.
 *
 * @param values what templates see
 * @param headers that each request carries too
 * @param placeholders by setting, what stands for what is missing
 */
public record TrialSettings(
    Json.Obj values, Map<String, String> headers, Map<String, String> placeholders) {

  public TrialSettings {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    placeholders = Collections.unmodifiableMap(new LinkedHashMap<>(placeholders));
  }

  /** The settings for those given, or each fault of these by its path. */
  public static Checked<TrialSettings> of(Collection<Setting> settings, Json.Obj given) {
    var reader = SpecReader.at("settings", given);
    var values = new LinkedHashMap<String, Json>();
    var headers = new LinkedHashMap<String, String>();
    var placeholders = new LinkedHashMap<String, String>();
    for (var setting : settings) {
      var name = setting.name();
      var value = reader.optionalJson(name);
      if (value.isPresent()) {
        var shown = shown(setting, value.get(), reader);
        values.put(name, shown);
        if (setting.type() == Setting.Type.HEADERS && shown instanceof Json.Obj(var named)) {
          named.forEach((header, text) -> headers.put(header, text(text)));
        }
      } else if (setting.otherwise().isPresent()) {
        values.put(name, setting.otherwise().get());
      } else if (setting.required()) {
        var instead = Placeholders.of(setting);
        values.put(name, instead);
        placeholders.put(name, text(instead));
      }
    }
    return Checked.of(reader, () -> new TrialSettings(new Json.Obj(values), headers, placeholders));
  }

  private static Json shown(Setting setting, Json value, SpecReader reader) {
    if (setting.secret()) {
      if (!(value instanceof Json.Str) && !isReference(value)) {
        reader.reject(setting.name(), "is neither a text nor {env: NAME} nor {file: PATH}");
      }
      return Json.of(Placeholders.struck(setting.name()));
    }
    setting.refusal(value).ifPresent(reason -> reader.reject(setting.name(), reason));
    return setting.type() == Setting.Type.HEADERS && value instanceof Json.Obj(var named)
        ? headers(setting, named, reader)
        : value;
  }

  private static Json.Obj headers(Setting setting, Map<String, Json> named, SpecReader reader) {
    var shown = new LinkedHashMap<String, Json>();
    named.forEach((name, value) -> {
      if (isReference(value)) {
        shown.put(name, Json.of(Placeholders.struck(name)));
      } else {
        if (!(value instanceof Json.Str)) {
          reader.reject(setting.name() + "." + name, "is neither a text nor a secret");
        }
        shown.put(name, value);
      }
    });
    return new Json.Obj(shown);
  }

  /** Whether it says where a secret is. */
  private static boolean isReference(Json value) {
    return value instanceof Json.Obj(var fields)
        && fields.size() == 1
        && (fields.get("env") instanceof Json.Str || fields.get("file") instanceof Json.Str);
  }

  private static String text(Json value) {
    return switch (value) {
      case Json.Str(var text) -> text;
      case Json.Num(var number) -> number.toPlainString();
      case Json.Bool(var bool) -> Boolean.toString(bool);
      case Json.Obj _, Json.Arr _, Json.Null _ -> "";
    };
  }
}
