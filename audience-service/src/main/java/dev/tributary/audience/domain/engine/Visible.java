package dev.tributary.audience.domain.engine;

import dev.tributary.audience.domain.rule.Window;
import dev.tributary.audience.domain.state.FeatureState;
import dev.tributary.audience.domain.state.Profile;

/** Which of the elements that a state keeps count at a moment, and when that changes next. */
final class Visible {

  private Visible() {}

  /** The elements that count now; of those that are kept none has fallen out for ever. */
  static FeatureState of(FeatureState kept, Window window, long now) {
    return switch (window) {
      case Window.AllTime _, Window.Last _ -> kept;
      case Window.Aged(var youngest, _) -> kept.upTo(now - youngest);
      case Window.Session(var gap) -> session(kept, gap, now);
    };
  }

  /** When the next element comes to count or ceases to, for all there is of them. */
  static long changesAfter(FeatureState kept, Window window, long now) {
    if (kept.isEmpty()) {
      return Profile.NEVER;
    }
    return switch (window) {
      case Window.AllTime _ -> Profile.NEVER;
      case Window.Last(var millis) -> kept.earliest() + millis;
      case Window.Aged(var youngest, var oldest) -> {
        long next = kept.nextAfter(now - youngest);
        long in = next == Long.MAX_VALUE ? Profile.NEVER : next + youngest;
        yield Math.min(in, kept.earliest() + oldest);
      }
      case Window.Session(var gap) -> {
        long out = kept.earliest() + gap * Window.Session.LONGEST_SESSION_IN_GAPS;
        long over = kept.latest() + gap;
        yield over > now ? Math.min(over, out) : out;
      }
    };
  }

  private static FeatureState session(FeatureState kept, long gap, long now) {
    if (kept.isEmpty() || kept.latest() + gap <= now) {
      return FeatureState.EMPTY;
    }
    return kept.sinceGapOf(gap);
  }
}
