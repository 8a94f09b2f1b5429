package dev.tributary.identity.domain.event;

import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.platform.domain.json.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an event says about the customer it belongs to.
 *
 * @param joining identifiers that name the customer, highest priority first, each once
 * @param shared identifiers of what the customer belongs to, such as a group; they join nobody
 * @param traits by name; {@link Json.Null} removes
 * @param setAside stable codes of what could not be used, one for each thing
 */
public record Evidence(
    Birth birth,
    Origin origin,
    Stamp stamp,
    List<Identifier> joining,
    List<Identifier> shared,
    Map<String, Json> traits,
    List<String> setAside) {

  public Evidence {
    joining = List.copyOf(joining);
    shared = List.copyOf(shared);
    traits = traits.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(traits));
    setAside = List.copyOf(setAside);
  }

  /**
   * The identifier to whose customer the event belongs: the joining one of highest priority; empty
   * where it names nobody.
   */
  public Optional<Identifier> anchor() {
    return joining.isEmpty() ? Optional.empty() : Optional.of(joining.getFirst());
  }
}
