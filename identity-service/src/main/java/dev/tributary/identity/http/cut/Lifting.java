package dev.tributary.identity.http.cut;

import static dev.tributary.identity.http.GraphJson.array;
import static dev.tributary.identity.http.GraphJson.identifier;
import static dev.tributary.identity.http.GraphJson.object;

import dev.tributary.identity.domain.cut.CutStore;
import dev.tributary.identity.domain.event.Origin;
import dev.tributary.identity.domain.graph.CutId;
import dev.tributary.identity.domain.graph.GraphEdits;
import dev.tributary.platform.domain.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;

/**
 * Lifts cuts. The cut is forgotten first, then its links are joined one by one; a crash in between
 * leaves some of them to the next event that names both ends, or to a person.
 */
@ApplicationScoped
class Lifting {

  /** The source that the evidence of edits names. */
  static final String SOURCE = "edit";

  /** Links that are joined again at once; more of one cut are left to events that name them. */
  static final int MAX_REJOINED = 1_000;

  private final CutStore store;
  private final GraphEdits edits;
  private final Clock clock;
  private final CutMetrics metrics;

  Lifting(CutStore store, GraphEdits edits, Clock clock, CutMetrics metrics) {
    this.store = store;
    this.edits = edits;
    this.clock = clock;
    this.metrics = metrics;
  }

  /** What became of the links of a cut; empty where there is no such cut. */
  Optional<Json> lift(CutId cut, boolean rejoin) {
    var links = store.lift(cut);
    if (links.isEmpty()) {
      return Optional.empty();
    }
    var answers = new ArrayList<Json>();
    int joined = rejoin ? Math.min(links.size(), MAX_REJOINED) : 0;
    for (var link : links.subList(0, joined)) {
      var origin = new Origin(clock.instant(), SOURCE, cut.value().toString());
      var outcome = edits.join(link.getKey(), link.getValue(), origin);
      metrics.join(outcome);
      answers.add(
          object(
              "one", identifier(link.getKey()),
              "other", identifier(link.getValue()),
              "outcome", Json.of(outcome.name().toLowerCase(Locale.ROOT))));
    }
    return Optional.of(
        object(
            "id", Json.of(cut.value().toString()),
            "outcome", Json.of("lifted"),
            "joined", array(answers, each -> each),
            "leftApart", Json.of(links.size() - joined)));
  }
}
