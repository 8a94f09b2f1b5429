package dev.tributary.router.domain.destination;

import dev.tributary.platform.domain.fql.Fql;
import java.util.List;
import java.util.Set;

/**
 * Which events a destination wants, and what is done with them.
 *
 * @param sources whose events; all where empty
 * @param gate what may still keep an event back
 */
public record EventRule(List<ActionRule> actions, Set<String> sources, EventGate gate) {

  public EventRule {
    actions = List.copyOf(actions);
    sources = Set.copyOf(sources);
  }

  /** The conditions of the actions, in their order. */
  public List<Fql> triggers() {
    return actions.stream().map(ActionRule::trigger).toList();
  }

  /** Whether events of a source are wanted. */
  public boolean wantsSource(String source) {
    return sources.isEmpty() || sources.contains(source);
  }
}
