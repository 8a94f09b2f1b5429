package dev.tributary.identity.domain.graph;

import dev.tributary.identity.domain.event.Evidence;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.rules.Rules;
import dev.tributary.platform.domain.Unavailable;
import java.util.List;
import java.util.Map;

/**
 * Decides batches of events on what is stored, and stores what they change. Optimistic: where
 * another worker was faster, the whole batch is decided anew on what that one left. One of the two
 * always gets through, so they do not block each other for ever.
 */
public record Resolver(GraphStore store) {

  /** Times a batch is decided before its worker gives up and starts over. */
  public static final int MAX_ATTEMPTS = 100;

  /**
   * A batch after it is stored.
   *
   * @param resolutions one for each event, in their order
   * @param touched profiles that read otherwise now, with their version
   * @param conflicts how often it was decided in vain
   */
  public record Batch(List<Resolution> resolutions, Map<ProfileId, Long> touched, int conflicts) {}

  /** Decides events, in their order, and returns when all that they change is stored. */
  public Batch resolve(List<Evidence> events, Rules rules) {
    if (events.isEmpty()) {
      return new Batch(List.of(), Map.of(), 0);
    }
    for (int conflicts = 0; conflicts < MAX_ATTEMPTS; conflicts++) {
      var graph = new Graph(store.look(events, rules), rules);
      var resolutions = events.stream().map(graph::resolve).toList();
      var changes = graph.changes();
      if (changes.isEmpty() || store.write(changes)) {
        return new Batch(resolutions, changes.touched(), conflicts);
      }
    }
    throw new Unavailable("Other workers keep changing the same profiles", null);
  }
}
