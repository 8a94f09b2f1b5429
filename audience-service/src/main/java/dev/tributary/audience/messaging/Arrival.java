package dev.tributary.audience.messaging;

import dev.tributary.audience.domain.engine.Cause;
import dev.tributary.audience.domain.entity.EntityWord;
import dev.tributary.audience.domain.place.Away;
import dev.tributary.audience.domain.plan.Plan;
import dev.tributary.audience.domain.softlink.SoftLink;
import dev.tributary.audience.domain.softlink.Word;
import dev.tributary.audience.domain.state.Belongings;
import dev.tributary.audience.domain.state.Profile;
import dev.tributary.audience.domain.timeline.EventReference;
import dev.tributary.proto.v1.EntityMembership;
import dev.tributary.proto.v1.ProfileMerged;
import dev.tributary.proto.v1.ProfileSplit;
import dev.tributary.proto.v1.ResolvedEvent;
import java.util.List;
import java.util.Set;

/** What may arrive for a profile, from {@code resolved} or from another profile's place. */
sealed interface Arrival {

  /** An event. */
  record Observed(ResolvedEvent event, Position position, Travel travel) implements Arrival {}

  /** The profile is another one from now on. */
  record Merged(ProfileMerged merge) implements Arrival {}

  /** Some of the profile is another's from now on. */
  record Split(ProfileSplit split) implements Arrival {}

  /** Goes after what took a wrong way, because word of the right one came late. */
  record Chase(Set<Long> keys, Away away, Cause cause, Travel travel) implements Arrival {}

  /** The profile belongs to an entity, or not any more. */
  record Related(EntityMembership membership, Travel travel) implements Arrival {}

  /** All of the profile's soft links. */
  record Linked(List<SoftLink> links) implements Arrival {}

  /** What a linked profile's place says. */
  record Heard(Word word) implements Arrival {}

  /** What members and their entities say to each other. */
  record OfEntity(EntityWord word) implements Arrival {}

  /** What was another profile's and is this one's now. */
  record MovedIn(Belongings belongings, Cause cause, Travel travel) implements Arrival {}

  /** References to events of another profile that are this one's now. */
  record Referred(List<EventReference> references, Travel travel) implements Arrival {}

  /**
   * What the history of a profile left in the features of a job.
   *
   * @param parts no conclusions, nothing due
   */
  record Recalled(long job, Profile parts, Travel travel) implements Arrival {}

  /** What partitions tell each other of plans and jobs. */
  sealed interface OfPlans extends Arrival {}

  /** A plan to follow. */
  record Planned(Plan plan) implements OfPlans {}

  /** A partition has sent before it all that it sends in this round of a job. */
  record Marker(long job, int round, int partition) implements OfPlans {}

  /**
   * A partition is done with a round of a job.
   *
   * @param forwarded how much of the history it sent on since the round before
   */
  record Report(long job, int round, int partition, long forwarded) implements OfPlans {}

  /** Somebody wishes the newest version of a rule to be computed, or not to be. */
  record Wish(long rule, boolean computed) implements OfPlans {}

  /** A record that this release cannot read. */
  record Undecodable() implements Arrival {}

  /**
   * Where in {@code resolved} an event stands; that of the record itself where it comes from there.
   */
  sealed interface Position {

    /** The place of the record being handled. */
    record OfRecord() implements Position {}

    /**
     * Told by whoever sent it on.
     *
     * @param plan number of the plan that was followed there when it was met
     */
    record Told(int partition, long offset, long plan) implements Position {}

    /** Sent on by the release before timelines, which did not tell. */
    record Unknown() implements Position {}
  }
}
