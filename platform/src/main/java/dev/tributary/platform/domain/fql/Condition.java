package dev.tributary.platform.domain.fql;

import dev.tributary.platform.domain.json.Json;

/** A compiled expression, asked whether it holds. */
interface Condition {
  boolean test(Json.Obj event);
}
