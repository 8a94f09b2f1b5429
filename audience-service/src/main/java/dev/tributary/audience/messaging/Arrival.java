package dev.tributary.audience.messaging;

import dev.tributary.audience.domain.state.Attributes;
import dev.tributary.audience.domain.state.Profile;
import dev.tributary.proto.v1.ProfileMerged;
import dev.tributary.proto.v1.ResolvedEvent;

/** What may arrive for a profile, from {@code resolved} or from another profile's place. */
sealed interface Arrival {

  /**
   * How often something may be sent on from one merged profile to the next. No honest chain is as
   * long; a circle of merges would otherwise go round for ever.
   */
  int MOST_HOPS = 64;

  /** An event, sent on so many times. */
  record Observed(ResolvedEvent event, int hops) implements Arrival {}

  /** The profile is another one from now on. */
  record Merged(ProfileMerged merge) implements Arrival {}

  /** Everything there was of a profile that is this one now, sent on so many times. */
  record MovedIn(Profile profile, Attributes attributes, int hops) implements Arrival {}

  /** A record that this release cannot read. */
  record Undecodable() implements Arrival {}
}
