package dev.tributary.identity.domain.linkage.link;

import dev.tributary.identity.domain.linkage.link.SoftLinkStore.Scored;
import dev.tributary.identity.domain.linkage.run.Progress;
import dev.tributary.identity.domain.linkage.run.Progress.Phase;
import java.time.InstantSource;
import java.util.UUID;

/**
 * Promotes links that are all but certain, on the word of the operator instead of a person's. The
 * best come first: where a limit allows one of two, it is the more probable one.
 */
public record PromotionRule(SoftLinkStore links, Promotion promotion, InstantSource clock) {

  /** On whose word, as the source of the evidence. */
  public static final String BY = "linkage";

  private static final int CHUNK = 100;
  private static final Scored BEFORE_THE_BEST = new Scored(new UUID(0, 0), 1);

  /**
   * What a rule did.
   *
   * @param promoted links whose profiles are one now
   * @param keptApart links that a limit or a cut did not let it promote; they stay as they are
   */
  public record Outcome(int promoted, int keptApart) {

    public static final Outcome NOTHING = new Outcome(0, 0);
  }

  /**
   * Promotes every open link that scores as much or more.
   *
   * @param from probability; 1 promotes none, for no link is certain
   * @throws dev.tributary.identity.domain.linkage.run.RunCancelled where progress says so; what was
   *     promoted until then stays
   */
  public Outcome promote(double from, Progress progress) {
    if (from >= 1) {
      return Outcome.NOTHING;
    }
    int promoted = 0;
    int keptApart = 0;
    var last = BEFORE_THE_BEST;
    var chunk = links.best(from, last, CHUNK);
    while (!chunk.isEmpty()) {
      for (var link : chunk) {
        progress.at(Phase.PROMOTING, promoted);
        switch (promotion.promote(link.id(), BY, clock.instant())) {
          case PROMOTED -> promoted++;
          case REFUSED -> keptApart++;
          case NO_LINK -> {} // Another promotion made its ends one profile.
        }
      }
      last = chunk.getLast();
      chunk = links.best(from, last, CHUNK);
    }
    return new Outcome(promoted, keptApart);
  }
}
