package dev.tributary.audience.domain.query;

import dev.tributary.audience.domain.engine.Why;
import dev.tributary.audience.domain.relation.Relations.Entity;
import dev.tributary.platform.domain.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Answers questions about who is in what. Answers hold for the moment at which they are given.
 * Every method throws {@link dev.tributary.platform.domain.Unavailable} while the replica cannot
 * answer: it is starting, or a partition is moving.
 */
public interface MembershipQueries {

  /**
   * What is concluded about a profile. One that nobody has seen is in nothing and has no values.
   */
  ProfileMemberships of(String profileId);

  /** The traits of a profile that definitions see. One that nobody has seen has none. */
  ProfileTraits traits(String profileId);

  /** The traits computed of an account or household, by name. One without members has none. */
  Map<String, Json> traitsOf(Entity entity);

  /** Why a profile is in an audience, or is not; empty where no such audience is defined. */
  Optional<ProfileWhy> why(String profileId, String audience);

  /** How many members an audience has, exactly; empty where none of that name is defined. */
  Optional<Long> size(String audience);

  /** How many are in both of two audiences, exactly; empty where one of them is not defined. */
  Optional<Overlap> overlap(String one, String other);

  /**
   * Members ordered by profile id; empty where no such audience is defined.
   *
   * @param limit how many at most
   * @param after the profile id to go on after; empty text for the beginning
   */
  Optional<MemberPage> members(String audience, int limit, String after);

  /**
   * Whether profiles are members now, and what is known of each, one answer for each id in their
   * order; empty where no such audience is defined. At least as new as every change that was told
   * before the question. Of a profile that has just been merged, what it brings to the one that
   * survives may be on its way: then the answer is that of the survivor before the merge.
   */
  Optional<List<LookedUp>> lookUp(String audience, List<String> profileIds);

  /** How many members two audiences have, each and in common. */
  record Overlap(long one, long other, long both) {}

  /**
   * A profile's audiences and computed traits, both by name.
   *
   * @param profileId the profile that survives, where the one asked for was merged
   */
  record ProfileMemberships(String profileId, List<String> audiences, Map<String, Json> traits) {}

  /**
   * A profile's traits by name.
   *
   * @param profileId the profile that survives, where the one asked for was merged
   * @param custom without those of a name that a computed trait has: no definition sees them
   */
  record ProfileTraits(String profileId, Map<String, Json> computed, Map<String, Json> custom) {}

  /**
   * An answer about a profile.
   *
   * @param profileId the profile that survives, where the one asked for was merged
   */
  record ProfileWhy(String profileId, Why.OfAudience why) {}

  /**
   * One page.
   *
   * @param next where to go on; empty text on the last page
   */
  record MemberPage(List<Member> members, String next) {}

  /** A member, all names it has, by type, and when it entered. */
  record Member(String profileId, Map<String, List<String>> identifiers, long sinceMillis) {}

  /**
   * A profile, member or not. One that nobody has seen is none, and has no identifiers and no
   * traits.
   *
   * @param sinceMillis when it entered; zero for one that is not a member
   * @param identifiers all names it has, by type
   */
  record LookedUp(
      boolean member,
      long sinceMillis,
      Map<String, List<String>> identifiers,
      ProfileTraits traits) {

    /** The profile that survives, where the one asked for was merged. */
    public String profileId() {
      return traits.profileId();
    }
  }
}
