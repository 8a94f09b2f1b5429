package dev.tributary.identity.domain.graph;

import dev.tributary.identity.domain.event.Birth;
import dev.tributary.identity.domain.event.Evidence;
import dev.tributary.identity.domain.event.Origin;
import dev.tributary.identity.domain.event.Stamp;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.ProfileCache;
import dev.tributary.identity.domain.rules.Rules;
import dev.tributary.platform.domain.Unavailable;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Joins customers on the word of a person or a rule, as an event that names both would: under the
 * same limits and cuts, with the same evidence, told in the same way.
 */
public record GraphEdits(GraphStore store, ProfileCache cache, Supplier<Rules> rules) {

  private static final Birth NO_EVENT = new Birth(-1, 0);

  /** What became of it. */
  public enum Joined {
    /** They are one customer now. */
    JOINED,
    /** They were one before. */
    TOGETHER_ALREADY,
    /** A limit or a cut keeps them apart. */
    REFUSED,
    /** Nobody has one of them. */
    UNKNOWN
  }

  /**
   * Makes the customers of two identifiers one. Returns when it is stored together with what others
   * are to be told.
   *
   * @param origin when, on whose word (as the source), and in which act (as the message id)
   */
  public Joined join(Identifier one, Identifier other, Origin origin) {
    var current = rules.get();
    var joining = Stream.of(one, other).sorted(current.byPriority()).toList();
    var stamp = Stamp.of(origin.receivedAt(), origin.receivedAt(), NO_EVENT);
    var evidence = new Evidence(NO_EVENT, origin, stamp, joining, List.of(), Map.of(), List.of());
    for (int attempt = 0; attempt < Resolver.MAX_ATTEMPTS; attempt++) {
      var known = store.look(List.of(evidence), current);
      if (!known.nodes().keySet().containsAll(joining)) {
        return Joined.UNKNOWN;
      }
      var graph = new Graph(known, current);
      var resolution = graph.edit(evidence);
      if (!resolution.setAside().isEmpty()) {
        return Joined.REFUSED;
      }
      var changes = graph.changes();
      if (store.write(changes)) {
        cache.changed(changes.touched());
        return resolution.decision().merged().isEmpty() ? Joined.TOGETHER_ALREADY : Joined.JOINED;
      }
    }
    throw new Unavailable("Workers keep changing these profiles", null);
  }
}
