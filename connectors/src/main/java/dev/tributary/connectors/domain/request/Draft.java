package dev.tributary.connectors.domain.request;

import dev.tributary.platform.domain.json.Json;
import java.util.Set;

/**
 * One delivery made ready for a request.
 *
 * @param key the idempotency key
 * @param item what it is in the request
 * @param group only drafts of equal groups may share a request
 * @param distinct drafts that have one of these in common may not share a request
 * @param bytes how long the item is as JSON, roughly
 */
public record Draft(
    String key,
    Json.Obj event,
    Json.Obj payload,
    Json item,
    String group,
    Set<String> distinct,
    int bytes) {

  public Draft {
    distinct = Set.copyOf(distinct);
  }
}
