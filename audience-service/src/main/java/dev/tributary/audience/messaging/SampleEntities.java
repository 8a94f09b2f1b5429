package dev.tributary.audience.messaging;

import dev.tributary.audience.domain.engine.Subject;
import dev.tributary.audience.domain.entity.Share;
import dev.tributary.audience.domain.entity.Summary;
import dev.tributary.audience.domain.preview.Unsaved;
import dev.tributary.audience.domain.relation.Relations.Entity;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What the entities of a sample's profiles would answer to an audience that is not saved, from what
 * all of their members would bring. Each is asked each question once.
 */
final class SampleEntities implements Subject.Answers {

  /** Of one entity; of more, what it answers is not known. */
  private static final int MEMBERS = 1_000;

  private final Unsaved unsaved;
  private final PartitionStores stores;
  private final Members members;
  private final long now;
  private final Map<Asked, Optional<Boolean>> answers = new HashMap<>();
  private final Set<Asked> underWay = new HashSet<>();
  private boolean sawEveryMember = true;

  private record Asked(Entity entity, long question) {}

  /** How profiles are read. */
  interface Members {

    /**
     * What each brings; empty where there is no time to ask them all.
     *
     * @param share of a copy to work on, in which is counted what nobody counts yet
     */
    Optional<List<Share>> read(List<String> profileIds, Function<Subject, Share> share);
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
    var asked = new Asked(entity, question);
    var known = answers.get(asked);
    if (known != null) {
      return known;
    }
    if (!underWay.add(asked)) {
      return Optional.empty(); // By way of its own members: a circle that no definition makes.
    }
    try {
      var answer =
          summary(asked).flatMap(all -> unsaved.answer(entity.kind(), asked.question(), all, now));
      sawEveryMember &= answer.isPresent();
      answers.put(asked, answer);
      return answer;
    } finally {
      underWay.remove(asked);
    }
  }

  private Optional<Summary> summary(Asked asked) {
    var key = asked.entity().key();
    var ids = EntityStore.members(stores.of(key), key, MEMBERS + 1);
    if (ids.size() > MEMBERS) {
      return Optional.empty();
    }
    var kind = asked.entity().kind();
    return members
        .read(ids, member -> unsaved.share(kind, asked.question(), member, now))
        .map(shares -> shares.stream().map(Summary::of).reduce(Summary.NOBODY, Summary::plus));
  }
}
