package dev.tributary.ingest.domain.webhook;

import dev.tributary.platform.domain.json.Json;
import java.util.Optional;
import java.util.Set;

/** What is known of tools that many use: the fields of a {@code webhook} block but its secrets. */
public interface WebhookPresets {

  /** The preset of a name, such as {@code stripe}. */
  Optional<Json.Obj> named(String name);

  Set<String> names();
}
