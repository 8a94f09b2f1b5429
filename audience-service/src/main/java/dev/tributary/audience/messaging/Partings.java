package dev.tributary.audience.messaging;

import dev.tributary.audience.domain.engine.Cause;
import dev.tributary.audience.domain.engine.Engine;
import dev.tributary.audience.domain.place.Away;
import dev.tributary.audience.domain.place.Place;
import dev.tributary.audience.domain.place.Route;
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
import java.util.function.LongPredicate;

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
    chaseWhatLeftLater(task, profileId, merged, away, _ -> true, new Cause.ByMerge());
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
    var belongings = task.belongings(profileId, stored);
    send(task, away, withLegacies(task, profileId, belongings), new Cause.ByMerge());
    task.store().takeOut(profileId, profile, task.now());
    var references = task.references().taken(profileId, stored.recent());
    var departing = new LinkedHashMap<Long, Long>();
    references.forEach(reference -> departing.put(reference.anchor(), 0L));
    departing.putAll(belongings.known());
    task.store().depart(profileId, away.version(), departing);
    task.sendReferences(away.into(), references, Travel.asOf(away.version()));
    profile.take((_, _) -> true);
    profile.retire();
    profile.setDue(Profile.NEVER);
    task.store().put(profileId, stored.at(merged).with(stored.recent().emptied()));
  }

  private static Belongings withLegacies(Task task, String profileId, Belongings belongings) {
    var enrolments = task.store().enrolments(profileId);
    if (enrolments.isEmpty()) {
      return belongings;
    }
    var legacies = enrolments.leave(profileId);
    task.store().setEnrolments(profileId, enrolments);
    return belongings.leaving(legacies);
  }

  /** The merge is heard of after the profile has come back: what was here before it goes still. */
  private static void leaveBehind(
      Task task, String profileId, Stored stored, Place merged, Away away) {
    var belongings = task.belongings(profileId, stored);
    var held = belongings.heldSince(away.version());
    var kept = task.divided(profileId, stored, anchor -> !held.contains(anchor));
    var departing = new LinkedHashMap<Long, Long>();
    kept.leaving().forEach(reference -> departing.put(reference.anchor(), 0L));
    departing.putAll(belongings.known());
    departing.keySet().removeAll(held);
    task.store().depart(profileId, away.version(), departing);
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

  static Outcome split(Task task, String profileId, ProfileSplit split) {
    var into = split.getIntoProfileId();
    if (into.isEmpty() || into.equals(profileId) || split.getVersion() < 1) {
      return Outcome.UNDECODABLE;
    }
    var stored = task.stored(profileId);
    var away = new Away(into, split.getVersion());
    var keys = keys(split);
    for (long key : keys) {
      var given = task.store().given(profileId, key);
      task.store().setGiven(profileId, key, given.given(profileId, away));
    }
    var place = stored.place().heard(away.version()).giving();
    var cause = new Cause.BySplit();
    chaseWhatLeftLater(task, profileId, place, away, keys::contains, cause);
    var told = told(split.getFromTraitsList(), away.version());
    sendOn(task, profileId, place, told, cause);
    if (!place.isProfile()) {
      send(task, away, received(split, Belongings.none()), cause);
      task.store().put(profileId, stored.at(place));
      return Outcome.SPLIT;
    }
    var kept = task.divided(profileId, stored, keys::contains);
    task.work(
        profileId,
        stored,
        stored.at(place).with(kept.recent()),
        subject -> {
          var leaves =
              Engine.divide(
                  task.program(),
                  subject,
                  (key, since) -> keys.contains(key) && since < away.version(),
                  told,
                  cause,
                  task.now());
          send(task, away, received(split, leaves), cause);
        });
    task.sendReferences(into, kept.leaving(), Travel.asOf(away.version()));
    return Outcome.SPLIT;
  }

  /** Sends on, and leaves out, the told traits whose writers left after the split told them. */
  private static void sendOn(
      Task task, String profileId, Place place, Map<String, TraitValue> told, Cause cause) {
    for (var entry : List.copyOf(told.entrySet())) {
      var value = entry.getValue();
      var route = task.route(profileId, place, value.anchor(), value.since());
      if (value.anchor() != Identifier.NOBODY && route instanceof Route.There(var away)) {
        told.remove(entry.getKey());
        var leaves = Belongings.none();
        leaves.attributes().tellTrait(entry.getKey(), value);
        task.depart(profileId, away, Set.of(value.anchor()), value.since());
        send(task, away, leaves, cause);
      }
    }
  }

  /**
   * Takes out what should have gone another way before it came here, wherever it is by now. What
   * belongs here by rights comes back, for it is tracked from there on.
   */
  static Outcome chase(Task task, String profileId, Arrival.Chase chase) {
    var stored = task.stored(profileId);
    var away = chase.away();
    var keys = chase.keys();
    for (var merge : stored.place().merges()) {
      if (merge.version() > chase.travel().tracked()) {
        var gone = new LinkedHashSet<>(task.store().departed(profileId, merge.version()).keySet());
        gone.retainAll(keys);
        sendAfter(task, merge, gone, away, chase.cause());
      }
    }
    if (!stored.place().isProfile()) {
      return Outcome.FORWARDED;
    }
    var kept = task.divided(profileId, stored, keys::contains);
    task.work(
        profileId,
        stored,
        stored.with(kept.recent()),
        subject -> {
          var leaves =
              Engine.divide(
                  task.program(),
                  subject,
                  (key, _) -> keys.contains(key),
                  Map.of(),
                  chase.cause(),
                  task.now());
          if (!leaves.isEmpty()) {
            send(task, away, leaves, chase.cause());
          }
        });
    task.sendReferences(away.into(), kept.leaving(), Travel.asOf(away.version()));
    return Outcome.SPLIT;
  }

  /** What left with a later merge although this statement, which came late, was before it. */
  private static void chaseWhatLeftLater(
      Task task, String profileId, Place place, Away away, LongPredicate concerned, Cause cause) {
    for (var merge : place.merges()) {
      if (merge.version() > away.version()) {
        var gone = new LinkedHashSet<Long>();
        task.store()
            .departed(profileId, merge.version())
            .forEach((key, since) -> {
              if (since < away.version() && concerned.test(key)) {
                gone.add(key);
              }
            });
        sendAfter(task, merge, gone, away, cause);
      }
    }
  }

  private static void sendAfter(Task task, Away merge, Set<Long> keys, Away away, Cause cause) {
    if (!keys.isEmpty()) {
      var travel = Travel.asOf(merge.version());
      task.outbox().move(merge.into(), MoveRecord.ofChase(keys, away, cause, travel));
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
        told.put(
            trait.name(),
            new TraitValue(anchor, version, trait.value(), trait.precedence(), trait.tie()));
      }
    }
    return told;
  }

  private static void send(Task task, Away away, Belongings belongings, Cause cause) {
    var travel = Travel.asOf(away.version());
    task.outbox().move(away.into(), MoveRecord.ofState(belongings, cause, travel));
  }

  static Set<Long> keys(ProfileSplit split) {
    var keys = new LinkedHashSet<Long>();
    split.getIdentifiersList().forEach(identifier -> keys.add(Contributions.key(identifier)));
    return keys;
  }
}
