package dev.tributary.platform.domain.fql;

import dev.tributary.platform.domain.json.Json;

/** A compiled expression, asked for its value; null of the language is {@link Json.Null}. */
interface Operand {
  Json value(Json.Obj event);
}
