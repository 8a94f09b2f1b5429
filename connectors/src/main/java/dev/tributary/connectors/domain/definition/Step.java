package dev.tributary.connectors.domain.definition;

import dev.tributary.platform.domain.fql.Fql;
import dev.tributary.platform.domain.mapping.Mapping;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One request of an action.
 *
 * @param when whether it is made at all, over the document
 * @param capture what later steps may know of its answer, by name
 * @param responses what its answers mean; the first that matches decides
 */
public record Step(
    String name,
    Optional<Fql> when,
    RequestTemplate request,
    Map<String, Mapping> capture,
    List<ResponseRule> responses) {

  public Step {
    capture = Collections.unmodifiableMap(new LinkedHashMap<>(capture));
    responses = List.copyOf(responses);
  }
}
