package dev.tributary.audience.messaging;

import dev.tributary.audience.domain.engine.Cause;
import dev.tributary.audience.domain.engine.Engine;
import dev.tributary.audience.domain.entity.EntityWord;
import dev.tributary.audience.domain.place.Away;
import dev.tributary.audience.domain.place.Place;
import dev.tributary.audience.domain.place.Route;
import dev.tributary.audience.domain.relation.Relations;
import dev.tributary.audience.domain.state.Belongings;
import dev.tributary.audience.domain.state.Identifier;
import dev.tributary.audience.domain.timeline.EventReference;
import dev.tributary.audience.messaging.StreamMetrics.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What becomes of events, of what is said of entities, and of what other places send: it is taken
 * in where it belongs here, by its anchor, and else sent on to where it went.
 */
final class Arrivals {

  /** The offset of an event whose place in {@code resolved} was not told. */
  static final long NOWHERE = -1;

  private Arrivals() {}

  /**
   * Does what the arrival asks for.
   *
   * @param partition where the record being handled stands, with {@code offset}
   */
  static Outcome handle(Task task, String profileId, Arrival arrival, int partition, long offset) {
    return switch (arrival) {
      case Arrival.Observed observed -> {
        var from =
            switch (observed.position()) {
              case Arrival.Position.OfRecord _ ->
                  new Arrival.Position.Told(partition, offset, task.plan());
              case Arrival.Position.Told told -> told;
              case Arrival.Position.Unknown _ -> new Arrival.Position.Told(0, NOWHERE, 0);
            };
        yield observe(task, profileId, observed, from);
      }
      case Arrival.Merged(var merge) -> Partings.merge(task, profileId, merge);
      case Arrival.Split(var split) -> Partings.split(task, profileId, split);
      case Arrival.Chase chase -> Partings.chase(task, profileId, chase);
      case Arrival.Related related -> relate(task, profileId, related);
      case Arrival.MovedIn movedIn -> moveIn(task, profileId, movedIn);
      case Arrival.Referred referred -> refer(task, profileId, referred);
      case Arrival.Linked(var links) -> Linking.link(task, profileId, links);
      case Arrival.Heard(var word) -> Linking.hear(task, profileId, word);
      case Arrival.OfEntity(EntityWord.Joined joined) -> Entities.hear(task, profileId, joined);
      case Arrival.OfEntity(EntityWord.Left left) -> Entities.hear(task, profileId, left);
      case Arrival.OfEntity(EntityWord.Answered answered) ->
          Enrolling.hear(task, profileId, answered);
      case Arrival.Recalled recalled -> Recalling.recall(task, profileId, recalled);
      case Arrival.OfPlans _ -> throw new IllegalArgumentException("Of no profile");
      case Arrival.Undecodable _ -> Outcome.UNDECODABLE;
    };
  }

  private static Outcome observe(
      Task task, String profileId, Arrival.Observed observed, Arrival.Position.Told from) {
    var event = observed.event();
    long anchor = Contributions.anchor(event);
    var stored = task.stored(profileId);
    long tracked = Recalling.tracked(stored, anchor, observed.travel().tracked());
    if (task.route(profileId, stored.place(), anchor, tracked) instanceof Route.There(var away)) {
      var travel = observed.travel().to(away);
      task.depart(profileId, away, Set.of(anchor), tracked);
      return task.forward(away, travel, MoveRecord.ofEvent(event, from, travel));
    }
    long asOf = tracked;
    var contribution =
        Contributions.of(
            task.program(),
            from.plan(),
            event,
            identifier -> isHere(task, profileId, stored.place(), identifier, asOf),
            anchor,
            Math.max(0, tracked));
    var reference = Contributions.reference(event, anchor, from.partition(), from.offset());
    var after = stored.at(come(stored.place(), tracked));
    if (tracked != Place.UNTRACKED && stored.place().gave()) {
      task.store().cameBack(profileId, anchor, tracked);
    }
    if (from.offset() >= 0) {
      var recent = task.references().added(profileId, stored.recent(), reference, task.now());
      after = recent == stored.recent() ? after : after.with(recent);
    }
    if (contribution.isNothing()) {
      if (stored.differs(after)) {
        task.store().put(profileId, after);
      }
      return Outcome.IRRELEVANT;
    }
    var cause = Contributions.cause(event);
    boolean changed =
        task.work(
            profileId,
            stored,
            after,
            subject -> Engine.observe(task.program(), subject, contribution, cause, task.now()));
    return changed ? Outcome.CHANGED : Outcome.UNCHANGED;
  }

  private static Outcome relate(Task task, String profileId, Arrival.Related related) {
    var told = related.membership();
    if (told.getEntity().isEmpty() || told.getEntityId().isEmpty()) {
      return Outcome.UNDECODABLE;
    }
    var stored = task.stored(profileId);
    long tracked = related.travel().tracked();
    if (task.route(profileId, stored.place(), Identifier.NOBODY, tracked)
        instanceof Route.There(var away)) {
      var travel = related.travel().to(away);
      return task.forward(away, travel, MoveRecord.ofMembership(told, travel));
    }
    var entity = new Relations.Entity(told.getEntity(), told.getEntityId());
    var link = Contributions.link(told);
    boolean changed =
        task.work(
            profileId,
            stored,
            stored.at(come(stored.place(), tracked)),
            subject ->
                Engine.relate(
                    task.program(), subject, entity, link, new Cause.ByEntity(), task.now()));
    return changed ? Outcome.CHANGED : Outcome.UNCHANGED;
  }

  private static Outcome moveIn(Task task, String profileId, Arrival.MovedIn moved) {
    var stored = task.stored(profileId);
    var belongings = moved.belongings();
    var travel = moved.travel();
    var elsewhere = elsewhere(task, profileId, stored.place(), belongings.keys(), travel);
    for (var group : elsewhere.entrySet()) {
      var away = group.getKey();
      var leaving = belongings.take((key, _) -> group.getValue().contains(key));
      belongings.profile().conclusions().forEach(leaving.profile()::conclude);
      var onwards = travel.to(away);
      task.outbox().move(away.into(), MoveRecord.ofState(leaving, moved.cause(), onwards));
    }
    if (stored.place().route(travel.tracked(), Optional.empty()) instanceof Route.There(var away)) {
      if (belongings.isEmpty()) {
        return Outcome.REPEATED;
      }
      var onwards = travel.to(away);
      task.depart(profileId, away, belongings.keys(), travel.tracked());
      return task.forward(away, onwards, MoveRecord.ofState(belongings, moved.cause(), onwards));
    }
    if (stored.place().gave()) {
      belongings.keys().forEach(key -> task.store().cameBack(profileId, key, travel.tracked()));
    }
    var stay = belongings.isEmpty() ? Belongings.none() : belongings;
    stay.heard(travel.tracked());
    var after = stored.at(come(stored.place(), travel.tracked()));
    task.work(
        profileId,
        stored,
        after,
        subject -> Engine.absorb(task.program(), subject, stay, moved.cause(), task.now()));
    return Outcome.MOVED_IN;
  }

  private static Outcome refer(Task task, String profileId, Arrival.Referred referred) {
    var stored = task.stored(profileId);
    var travel = referred.travel();
    var anchors = new LinkedHashSet<Long>();
    referred.references().forEach(reference -> anchors.add(reference.anchor()));
    var elsewhere = elsewhere(task, profileId, stored.place(), anchors, travel);
    var stay = new ArrayList<>(referred.references());
    for (var group : elsewhere.entrySet()) {
      var away = group.getKey();
      task.sendReferences(away.into(), taken(stay, group.getValue()), travel.to(away));
    }
    if (stored.place().route(travel.tracked(), Optional.empty()) instanceof Route.There(var away)) {
      anchors.removeIf(anchor -> stay.stream().noneMatch(one -> one.anchor() == anchor));
      task.depart(profileId, away, anchors, travel.tracked());
      task.sendReferences(away.into(), stay, travel.to(away));
      return travel.to(away).isCircular() ? Outcome.CIRCULAR : Outcome.FORWARDED;
    }
    var after =
        stored.at(come(stored.place(), travel.tracked())).with(task.added(profileId, stored, stay));
    task.store().put(profileId, after);
    return Outcome.MOVED_IN;
  }

  /** Whether an identifier that an event linked has not been given away since. */
  private static boolean isHere(
      Task task, String profileId, Place place, Identifier identifier, long tracked) {
    return !place.gave()
        || task.store().given(profileId, identifier.key()).after(tracked).isEmpty();
  }

  /** With the word that what is tracked so far belongs here. */
  private static Place come(Place place, long tracked) {
    return tracked == Place.UNTRACKED ? place : place.heard(tracked);
  }

  /**
   * Which anchors went elsewhere than what has none, and where. One that came back is sent to this
   * very place again, with the version at which it did.
   */
  private static Map<Away, Set<Long>> elsewhere(
      Task task, String profileId, Place place, Set<Long> anchors, Travel travel) {
    if (!place.gave()) {
      return Map.of();
    }
    var elsewhere = new LinkedHashMap<Away, Set<Long>>();
    for (long anchor : anchors) {
      task.store()
          .given(profileId, anchor)
          .after(travel.tracked())
          .ifPresent(
              away -> elsewhere.computeIfAbsent(away, _ -> new LinkedHashSet<>()).add(anchor));
    }
    return elsewhere;
  }

  private static List<EventReference> taken(List<EventReference> from, Set<Long> anchors) {
    var taken = from.stream().filter(one -> anchors.contains(one.anchor())).toList();
    from.removeIf(one -> anchors.contains(one.anchor()));
    return taken;
  }
}
