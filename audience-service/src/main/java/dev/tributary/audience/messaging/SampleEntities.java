package dev.tributary.audience.messaging;

import dev.tributary.audience.domain.engine.Subject;
import dev.tributary.audience.domain.entity.Summary;
import dev.tributary.audience.domain.preview.Unsaved;
import dev.tributary.audience.domain.relation.Relations.Entity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the entities of a sample's profiles would answer to an audience that is not saved, from what
 * all of their members would bring. Each is looked at once.
 */
final class SampleEntities implements Subject.Answers {

  /** Of one entity; of more, what it answers is not known. */
  private static final int MEMBERS = 1_000;

  private final Unsaved unsaved;
  private final PartitionStores stores;
  private final Members members;
  private final long now;
  private final Map<Entity, Optional<Summary>> states = new HashMap<>();
  private final Map<Entity, Optional<Summary>> whole = new HashMap<>();
  private boolean sawEveryMember = true;

  /** How profiles are read. */
  interface Members {

    /** Copies to work on, with what nobody counts yet counted; empty where there is no time. */
    Optional<List<Subject>> read(List<String> profileIds);
  }

  /** Looks at none yet. */
  SampleEntities(Unsaved unsaved, PartitionStores stores, Members members, long now) {
    this.unsaved = unsaved;
    this.stores = stores;
    this.members = members;
    this.now = now;
  }

  /** Whether all members of all entities that were asked could be looked at. */
  boolean sawEveryMember() {
    return sawEveryMember;
  }

  @Override
  public Optional<Boolean> of(Entity entity, long question) {
    var kind = entity.kind();
    var summary =
        unsaved.isOfUsers(kind, question)
            // What conditions on members ask of entities again is asked of their events alone.
            ? whole.computeIfAbsent(entity, one -> summary(one, true))
            : states.computeIfAbsent(entity, one -> summary(one, false));
    return summary.flatMap(all -> unsaved.answer(kind, question, all, now));
  }

  private Optional<Summary> summary(Entity entity, boolean withConditions) {
    var ids = new ArrayList<String>();
    EntityStore.members(stores.of(entity.key()), entity.key(), (id, _) -> ids.add(id));
    var all = ids.size() <= MEMBERS ? members.read(ids) : Optional.<List<Subject>>empty();
    sawEveryMember &= all.isPresent();
    return all.map(subjects -> summary(entity.kind(), subjects, withConditions));
  }

  private Summary summary(String kind, List<Subject> subjects, boolean withConditions) {
    var summary = Summary.NOBODY;
    for (var subject : subjects) {
      summary = summary.plus(Summary.of(unsaved.share(kind, subject, withConditions, now)));
    }
    return summary;
  }
}
