package dev.tributary.audience.messaging;

import dev.tributary.audience.domain.engine.Cause;
import dev.tributary.audience.domain.entity.EntityWord;
import dev.tributary.audience.domain.entity.EntityWord.Former;
import dev.tributary.audience.domain.entity.Summary;
import dev.tributary.audience.domain.relation.Relations.Entity;
import dev.tributary.audience.messaging.EntityStore.Said;
import dev.tributary.audience.messaging.StreamMetrics.Outcome;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What becomes of accounts and households where they are kept, each in one place: what members say
 * is added up and concluded, told downstream, and answered to the members.
 *
 * <p>A profile that is merged into another one leaves to that one what its entities know of it. The
 * other one's next word takes its seat away and sits down in one step, so that nobody is counted
 * twice or not at all meanwhile. A word of the first that is still on its way then comes too late:
 * the seat stays marked until the last of them has come.
 */
final class Entities {

  private Entities() {}

  static Outcome hear(Task task, String key, EntityWord.Joined joined) {
    var store = task.store().entities();
    var groups = new TreeSet<Integer>();
    for (var former : joined.former()) {
      groups.add(removed(store, key, former));
    }
    int own = EntityStore.group(joined.seat());
    var there = store.said(key, joined.seat());
    boolean sits = there.filter(said -> said.number() >= joined.number()).isEmpty();
    if (sits) {
      store.setSaid(key, joined.seat(), new Said(joined.number(), Optional.of(joined.share())));
      if (there.isEmpty() && !groups.contains(own)) {
        store.add(key, own, joined.share());
      } else {
        groups.add(own);
      }
    } else if (there.filter(said -> said.isLast(joined.number())).isPresent()) {
      store.forget(key, joined.seat());
    }
    groups.forEach(group -> store.refresh(key, group));
    if (!sits && groups.isEmpty()) {
      return Outcome.UNCHANGED;
    }
    var answers = concluded(task, key, new Cause.ByEntity());
    if (sits && joined.asks()) {
      answer(task, key, joined.seat().member(), joined.number(), answers);
    }
    return Outcome.CHANGED;
  }

  static Outcome hear(Task task, String key, EntityWord.Left left) {
    int group = removed(task.store().entities(), key, left.former());
    task.store().entities().refresh(key, group);
    concluded(task, key, new Cause.ByEntity());
    return Outcome.CHANGED;
  }

  /**
   * Draws conclusions and tells what is new of them.
   *
   * @return what members are answered
   */
  static Map<Long, Boolean> concluded(Task task, String key, Cause cause) {
    var entity = Entity.ofKey(key);
    var store = task.store().entities();
    var before = store.standing(key);
    var program = task.program().ofEntity(entity.kind());
    var members = program.asks(before) ? store.summary(key) : Summary.NOBODY;
    var outcome = program.conclude(before, members, cause, task.now());
    var after = outcome.standing();
    store.setStanding(key, before, after);
    task.outbox().tell(entity, outcome.changes());
    if (!after.answers().equals(before.answers())) {
      store.members(key, (member, number) -> answer(task, key, member, number, after.answers()));
    }
    return after.answers();
  }

  private static void answer(
      Task task, String key, String member, long number, Map<Long, Boolean> answers) {
    var word = new EntityWord.Answered(Entity.ofKey(key), number, answers);
    task.outbox().move(member, MoveRecord.ofWord(word));
  }

  /** Takes a seat away; returns the group in which it was. */
  private static int removed(EntityStore store, String key, Former former) {
    boolean saidAll =
        store.said(key, former.seat()).filter(said -> said.number() == former.number()).isPresent();
    if (saidAll) {
      store.forget(key, former.seat());
    } else {
      store.setSaid(key, former.seat(), new Said(former.number(), Optional.empty()));
    }
    return EntityStore.group(former.seat());
  }
}
