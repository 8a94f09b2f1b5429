package dev.tributary.identity.domain.linkage.link;

import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.ProfileId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads and judges links. Whatever changes the links of a profile tells the others in the same
 * transaction. Throws {@code dev.tributary.platform.domain.Unavailable} while the store is away.
 */
public interface SoftLinkStore {

  /** Links that a profile shows at most. */
  int MOST_OF_ONE = 100;

  /**
   * The links of a profile, or of the one it became, that score as much or more and hold still;
   * none for a profile that nobody has seen.
   */
  Links of(ProfileId profile, double minimum);

  /** What an open link connects. */
  Optional<Ends> find(UUID id);

  /** Open links that score as much or more, those after another in the order best first. */
  List<Scored> best(double minimum, Scored after, int most);

  /**
   * Closes a link for ever: no run brings the two together again. Whether there was such a link;
   * rejecting it again is no change.
   */
  boolean reject(UUID id, String by, Instant now);

  /**
   * Looks up anew whose the links of some profiles are, after a merge or a split: links inside of
   * one profile go. Repeats change nothing.
   */
  void refresh(Collection<ProfileId> profiles);

  /** Forgets the links that expired; tells how many those were. */
  int forgetExpired();

  /**
   * The links of one profile.
   *
   * @param links best first, at most {@value #MOST_OF_ONE}
   */
  record Links(ProfileId profile, List<SoftLink> links) {

    public Links {
      links = List.copyOf(links);
    }
  }

  /** A link by its score. Of one score, the greater id comes first. */
  record Scored(UUID id, double score) {}

  /** An identifier of either profile, by which it was found, and the profiles now. */
  record Ends(Identifier one, Identifier other, ProfileId profileOfOne, ProfileId profileOfOther) {}
}
