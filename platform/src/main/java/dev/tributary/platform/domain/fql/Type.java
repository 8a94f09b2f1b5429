package dev.tributary.platform.domain.fql;

import dev.tributary.platform.domain.json.Json;

/** The type of an expression's value, as far as it is known before there is an event. */
enum Type {
  BOOL("bool"),
  NUMBER("number"),
  STRING("string"),
  LIST("list"),
  OBJECT("object"),
  NULL("null"),
  /** A field, or a function that answers null for null: known only with the event. */
  ANY("any value");

  private final String label;

  Type(String label) {
    this.label = label;
  }

  /** The name users see: what {@code typeof} answers. */
  String label() {
    return label;
  }

  static Type of(Json value) {
    return switch (value) {
      case Json.Bool _ -> BOOL;
      case Json.Num _ -> NUMBER;
      case Json.Str _ -> STRING;
      case Json.Arr _ -> LIST;
      case Json.Obj _ -> OBJECT;
      case Json.Null _ -> NULL;
    };
  }
}
