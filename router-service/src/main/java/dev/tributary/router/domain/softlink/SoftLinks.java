package dev.tributary.router.domain.softlink;

import java.util.List;

/** Asks who else a profile probably is. */
public interface SoftLinks {

  /**
   * The links of a profile at or above a score, as they are now or were a moment ago. May block for
   * as long as one answer may take. Never throws for what the other side or the network does.
   */
  Answer of(String profileId, double minimum);

  /** What came of asking. */
  sealed interface Answer {

    /** These and no others. */
    record Known(List<SoftLink> links) implements Answer {

      public Known {
        links = List.copyOf(links);
      }
    }

    /**
     * Nobody can be asked about now, whoever they are.
     *
     * @param reason for a person
     */
    record Unavailable(String reason) implements Answer {}

    /**
     * About this profile there was no answer this time; another try may have one.
     *
     * @param reason for a person
     */
    record Failed(String reason) implements Answer {}

    /**
     * About this profile there will never be an answer.
     *
     * @param reason for a person
     */
    record Refused(String reason) implements Answer {}
  }
}
