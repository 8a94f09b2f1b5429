package dev.tributary.identity.domain.linkage.link;

import dev.tributary.identity.domain.event.Origin;
import dev.tributary.identity.domain.graph.GraphEdits;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Makes a probable link a certain one, on the word of a person or of a rule: the two profiles
 * become one as if an event had named both, under the same limits and cuts.
 */
public record Promotion(SoftLinkStore links, GraphEdits edits) {

  /** What became of it. */
  public enum Outcome {
    /** They are one profile now, or were one already. */
    PROMOTED,
    /** A limit or a cut keeps them apart. */
    REFUSED,
    /** There is no open link of that id. */
    NO_LINK
  }

  /** Promotes a link; returns when it is stored, with what others are to be told. */
  public Outcome promote(UUID link, String by, Instant now) {
    var found = links.find(link);
    if (found.isEmpty()) {
      return Outcome.NO_LINK;
    }
    var ends = found.get();
    var origin = new Origin(now, by, "soft-link-" + link);
    return switch (edits.join(ends.one(), ends.other(), origin)) {
      case JOINED, TOGETHER_ALREADY -> {
        links.refresh(List.of(ends.profileOfOne(), ends.profileOfOther()));
        yield Outcome.PROMOTED;
      }
      case REFUSED -> Outcome.REFUSED;
      case UNKNOWN -> Outcome.NO_LINK;
    };
  }
}
