package dev.tributary.audience.domain.query;

import dev.tributary.audience.domain.plan.Plan;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Tells how far definitions are with being in force. Every method throws {@link
 * dev.tributary.platform.domain.Unavailable} while the replica cannot answer.
 */
public interface StatusQueries {

  /** How far an audience's newest version is; empty where none of that name is defined. */
  Optional<Status> ofAudience(String name);

  /** How far a computed trait's newest version is; empty where none of that name is defined. */
  Optional<Status> ofComputedTrait(String name);

  /**
   * How far the newest version of a definition is.
   *
   * @param version the newest one
   * @param state of the newest version; {@link Plan.State#COMPUTING} until every profile was looked
   *     at with it
   * @param serving the version in force, where there is one
   * @param members of the audience by the version in force
   * @param stateBytes what the profiles' elements in the aggregates that it asks for itself take,
   *     before compression, with those that others share; exactly while there are few profiles,
   *     else about, from a sample
   * @param read offsets of the history that are counted, and {@code of} how many; both 0 where no
   *     history is being counted for it
   * @param exactAt by partition of {@code resolved}, the offset before which all events are in what
   *     is answered now; without partitions that had none since this replica started
   */
  record Status(
      long version,
      Plan.State state,
      OptionalLong serving,
      OptionalLong members,
      long stateBytes,
      long read,
      long of,
      Map<Integer, Long> exactAt) {}
}
