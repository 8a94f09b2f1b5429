package dev.tributary.connectors.domain.definition;

import dev.tributary.platform.domain.json.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The URL that a connector's paths are added to. */
public sealed interface Base {

  /** None: the connector makes no requests. */
  record None() implements Base {}

  /** One text, with settings in it where needed. */
  record Fixed(TextTemplate url) implements Base {}

  /** Another for each choice of a setting, a region for instance. */
  record ByChoice(String setting, Map<String, TextTemplate> urls) implements Base {
    public ByChoice {
      urls = Collections.unmodifiableMap(new LinkedHashMap<>(urls));
    }
  }

  /** The URL for a document that has {@code settings}; empty where a setting is missing. */
  default Optional<String> of(Json.Obj document) {
    return switch (this) {
      case None _ -> Optional.empty();
      case Fixed(var url) -> url.fill(document);
      case ByChoice(var setting, var urls) ->
          document
              .field("settings")
              .filter(settings -> settings instanceof Json.Obj)
              .flatMap(settings -> ((Json.Obj) settings).field(setting))
              .filter(choice -> choice instanceof Json.Str)
              .flatMap(choice -> Optional.ofNullable(urls.get(((Json.Str) choice).value())))
              .flatMap(url -> url.fill(document));
    };
  }
}
