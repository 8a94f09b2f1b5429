package dev.tributary.audience.messaging;

import dev.tributary.audience.domain.engine.Cause;
import dev.tributary.audience.domain.engine.Engine;
import dev.tributary.audience.domain.place.Away;
import dev.tributary.audience.domain.place.Place;
import dev.tributary.audience.domain.state.Belongings;
import dev.tributary.audience.domain.state.Identifier;
import dev.tributary.audience.domain.state.Leaving;
import dev.tributary.audience.domain.state.Profile;
import dev.tributary.audience.domain.state.Stored;
import dev.tributary.audience.domain.state.TraitValue;
import dev.tributary.audience.messaging.StreamMetrics.Outcome;
import dev.tributary.proto.v1.ProfileMerged;
import dev.tributary.proto.v1.ProfileSplit;
import dev.tributary.proto.v1.TraitChange;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What leaves a place: all of a profile that is merged away, some of one that is split. Both send
 * word of the version to the profile that receives, even if there is nothing else to send; that
 * word comes before anything that is sent after it, so it never meets a place that does not know
 * that it is to stay there.
 */
final class Partings {

  private Partings() {}

  static Outcome merge(Task task, String profileId, ProfileMerged merge) {
    var into = merge.getIntoProfileId();
    if (into.isEmpty() || into.equals(profileId)) {
      return Outcome.UNDECODABLE;
    }
    var stored = task.stored(profileId);
    var away = new Away(into, Math.max(0, merge.getVersion()));
    if (stored.place().knows(away)) {
      return Outcome.REPEATED;
    }
    var merged = stored.place().merged(away);
    if (!stored.place().isProfile()) {
      // What was here has gone already; the other one must hear of it all the same.
      send(task, away, Belongings.none(), new Cause.ByMerge());
      task.store().put(profileId, stored.at(merged));
    } else if (merged.isProfile()) {
      leaveBehind(task, profileId, stored, merged, away);
    } else {
      leave(task, profileId, stored, merged, away);
    }
    return Outcome.MOVED_OUT;
  }

  /** All of it goes; the id keeps where, and the versions of what was told. */
  private static void leave(Task task, String profileId, Stored stored, Place merged, Away away) {
    var profile = stored.profile();
    send(task, away, task.belongings(profileId, stored), new Cause.ByMerge());
    task.store().takeOut(profileId, profile);
    var references = task.references().taken(profileId, stored.recent());
    task.sendReferences(away.into(), references, Travel.asOf(away.version()));
    profile.take((_, _) -> true);
    profile.retire();
    profile.setDue(Profile.NEVER);
    task.store().put(profileId, stored.at(merged).with(stored.recent().emptied()));
  }

  /** The merge is heard of after the profile has come back: what was here before it goes still. */
  private static void leaveBehind(
      Task task, String profileId, Stored stored, Place merged, Away away) {
    var belongings = task.belongings(profileId, stored);
    var held = belongings.heldSince(away.version());
    var kept = task.divided(profileId, stored, anchor -> !held.contains(anchor));
    divide(
        task,
        profileId,
        new Division(stored, stored.at(merged).with(kept.recent())),
        (_, since) -> since < away.version(),
        away);
    task.sendReferences(away.into(), kept.leaving(), Travel.asOf(away.version()));
  }

  private record Division(Stored before, Stored after) {}

  private static void divide(
      Task task, String profileId, Division division, Leaving leaving, Away away) {
    var cause = new Cause.ByMerge();
    task.work(
        profileId,
        division.before(),
        division.after(),
        subject ->
            send(
                task,
                away,
                Engine.divide(task.program(), subject, leaving, Map.of(), cause, task.now()),
                cause));
  }

  static Outcome split(Task task, String profileId, Arrival.Split arrival) {
    var split = arrival.split();
    var into = split.getIntoProfileId();
    boolean first = arrival.travel().tracked() == Place.UNTRACKED;
    if (!first && into.equals(profileId)) {
      return Outcome.REPEATED; // On its way after what it takes out, it came to where that goes.
    }
    if (into.isEmpty() || into.equals(profileId) || split.getVersion() < 1) {
      return Outcome.UNDECODABLE;
    }
    var stored = task.stored(profileId);
    var away = new Away(into, split.getVersion());
    var keys = keys(split);
    if (first) {
      give(task, profileId, keys, away);
    }
    var place = first ? stored.place().heard(away.version()).giving() : stored.place();
    var elsewhere = place.away();
    if (elsewhere.isPresent()) {
      // It was merged away by a later record that came first: what is to go has to be sent for.
      if (first) {
        send(task, away, received(split, Belongings.none()), new Cause.BySplit());
        task.store().put(profileId, stored.at(place));
      }
      var travel = arrival.travel().to(elsewhere.get());
      return task.forward(elsewhere.get(), travel, MoveRecord.ofSplit(split, travel));
    }
    var kept = task.divided(profileId, stored, keys::contains);
    var told =
        first ? told(split.getFromTraitsList(), away.version()) : Map.<String, TraitValue>of();
    task.work(
        profileId,
        stored,
        stored.at(place).with(kept.recent()),
        subject -> {
          var cause = new Cause.BySplit();
          var leaves =
              Engine.divide(
                  task.program(),
                  subject,
                  (key, since) -> keys.contains(key) && (!first || since < away.version()),
                  told,
                  cause,
                  task.now());
          send(task, away, received(split, leaves), cause);
        });
    task.sendReferences(into, kept.leaving(), Travel.asOf(away.version()));
    return Outcome.SPLIT;
  }

  /** From now on what is tracked no further than this and has one of the anchors goes there. */
  private static void give(Task task, String profileId, Set<Long> keys, Away away) {
    for (long key : keys) {
      var known = task.store().given(profileId, key);
      if (known.filter(other -> other.version() >= away.version()).isEmpty()) {
        task.store().setGiven(profileId, key, away);
      }
    }
  }

  /** What the other profile receives: what left, and what the split says it has. */
  private static Belongings received(ProfileSplit split, Belongings leaves) {
    for (var identifier : split.getIdentifiersList()) {
      leaves
          .attributes()
          .addIdentifier(
              new Identifier(identifier.getType(), identifier.getValue()), split.getVersion());
    }
    told(split.getIntoTraitsList(), split.getVersion()).forEach(leaves.attributes()::tellTrait);
    return leaves;
  }

  private static Map<String, TraitValue> told(List<TraitChange> traits, long version) {
    var told = new LinkedHashMap<String, TraitValue>();
    for (var change : traits) {
      long anchor = change.hasAnchor() ? Contributions.key(change.getAnchor()) : Identifier.NOBODY;
      for (var trait : Contributions.traits(List.of(change))) {
        told.put(trait.name(), new TraitValue(anchor, version, trait.value(), trait.precedence()));
      }
    }
    return told;
  }

  private static void send(Task task, Away away, Belongings belongings, Cause cause) {
    var travel = Travel.asOf(away.version());
    task.outbox().move(away.into(), MoveRecord.ofState(belongings, cause, travel));
  }

  private static Set<Long> keys(ProfileSplit split) {
    var keys = new LinkedHashSet<Long>();
    split.getIdentifiersList().forEach(identifier -> keys.add(Contributions.key(identifier)));
    return keys;
  }
}
