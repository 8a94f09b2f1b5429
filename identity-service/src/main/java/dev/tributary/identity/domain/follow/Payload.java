package dev.tributary.identity.domain.follow;

import dev.tributary.platform.domain.json.Json;

/**
 * The JSON of an event. Parsed when first asked for and then kept, so a listener that does not ask
 * costs nothing. A payload that is no JSON object reads as an empty one: such events are resolved
 * by their envelope.
 */
public interface Payload {

  /** The whole event, as filters read it. */
  Json.Obj document();

  /** The event's {@code traits}; empty where it has none. */
  Json.Obj traits();

  /** The event's {@code context}, over the batch's; empty where it has none. */
  Json.Obj context();
}
