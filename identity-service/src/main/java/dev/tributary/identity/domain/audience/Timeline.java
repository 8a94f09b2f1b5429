package dev.tributary.identity.domain.audience;

import dev.tributary.identity.domain.profile.ProfileId;
import java.util.List;

/** Tells what profiles did. */
public interface Timeline {

  /**
   * Some of a profile's events, and of those that became it, by their time.
   *
   * @param cursor of the page before; empty for the first
   * @throws dev.tributary.platform.domain.InvalidValue if the cursor is none
   * @throws dev.tributary.platform.domain.Unavailable while it cannot be told
   */
  TimelinePage list(ProfileId profile, TimelineQuestion question, String cursor);

  /**
   * Some events in the order asked for; it may be shorter than its limit.
   *
   * @param next cursor of the page after it; empty on the last
   */
  record TimelinePage(List<PastEvent> events, String next) {

    public TimelinePage {
      events = List.copyOf(events);
    }
  }
}
