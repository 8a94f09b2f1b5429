package dev.tributary.connectors.domain.preview;

import dev.tributary.connectors.domain.definition.Field;
import dev.tributary.connectors.domain.definition.Setting;
import dev.tributary.platform.domain.json.Json;

/**
 * What stands for values that are not there, {@code __name__}, or not to be seen, {@code ~~name~~}.
 * All of its characters may stand in a URL as they are (RFC 3986, 2.3), so it is found again there.
 */
final class Placeholders {

  private Placeholders() {}

  static String of(String name) {
    return "__" + name + "__";
  }

  /** For a secret that is given. */
  static String struck(String name) {
    return "~~" + name + "~~";
  }

  /**
   * For a setting that must be given: of its type, and one that it may have where it says which.
   */
  static Json of(Setting setting) {
    return switch (setting.type()) {
      case STRING ->
          setting.values().choices().isEmpty()
              ? Json.of(of(setting.name()))
              : Json.of(setting.values().choices().getFirst());
      case NUMBER, INTEGER -> Json.of(1);
      case BOOLEAN -> Json.Bool.TRUE;
      case HEADERS -> Json.Obj.EMPTY;
    };
  }

  /** For a field that only a mapping of the user's own can give. */
  static Json of(Field field) {
    return switch (field.type()) {
      case STRING, ANY, DATETIME ->
          field.choices().isEmpty()
              ? Json.of(of(field.name()))
              : Json.of(field.choices().getFirst());
      case NUMBER, INTEGER -> Json.of(1);
      case BOOLEAN -> Json.Bool.TRUE;
      case OBJECT -> Json.object(of(field.name()), Json.Bool.TRUE);
      case ARRAY -> Json.arrayOf(Json.of(of(field.name())));
    };
  }
}
