package dev.tributary.connectors.domain.definition;

import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.definition.SpecReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads the block {@code settings}. */
final class SettingsReader {

  private static final Pattern NAME = Pattern.compile("[a-z][A-Za-z0-9]{0,49}");
  private static final Map<String, Setting.Type> TYPES =
      Map.of(
          "string", Setting.Type.STRING,
          "number", Setting.Type.NUMBER,
          "integer", Setting.Type.INTEGER,
          "boolean", Setting.Type.BOOLEAN,
          "headers", Setting.Type.HEADERS);

  private SettingsReader() {}

  static Map<String, Setting> read(SpecReader connector) {
    var settings = new LinkedHashMap<String, Setting>();
    connector
        .objectsByName("settings")
        .forEach((name, reader) -> settings.put(name, setting(name, reader)));
    return settings;
  }

  private static Setting setting(String name, SpecReader reader) {
    if (!NAME.matcher(name).matches()) {
      reader.rejectWhole("is not named in camelCase");
    }
    var text = text(reader);
    var type = Readings.choice(reader, "type", TYPES).orElse(Setting.Type.STRING);
    var pattern = reader.optional("pattern", SettingsReader::pattern);
    var values = new Setting.Values(reader.strings("choices"), pattern);
    boolean secret = reader.bool("secret", false);
    boolean required = reader.bool("required", false);
    var otherwise = reader.optionalJson("default");
    var setting = new Setting(name, text, type, required, secret, otherwise, values);
    otherwise.flatMap(setting::refusal).ifPresent(reason -> reader.reject("default", reason));
    if (secret && (otherwise.isPresent() || type != Setting.Type.STRING)) {
      reader.reject("secret", "cannot be of a setting that has a default or is no string");
    }
    return setting;
  }

  /** Title and description. */
  static Setting.Text text(SpecReader reader) {
    return new Setting.Text(
        reader.string("title"), reader.optionalString("description").orElse(""));
  }

  /** The text of something that must be explained. */
  static Setting.Text explained(SpecReader reader) {
    return new Setting.Text(reader.string("title"), reader.string("description"));
  }

  private static Pattern pattern(String text) {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException _) {
      throw new InvalidValue("pattern", "not a regular expression");
    }
  }
}
