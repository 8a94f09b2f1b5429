package dev.tributary.identity.domain.entity;

import dev.tributary.identity.domain.follow.AnchorIds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What takes longer than a batch may: telling all members of a changed account, and looking at all
 * profiles under a changed rule. Goes in small steps, each stored together with how far it is, so
 * that it goes on where it stood after a crash, on any instance; between two steps others have
 * their turn.
 */
public final class EntityUpkeep {

  /**
   * Announcements served in one step, so that a large account does not keep a small one waiting.
   */
  static final int ANNOUNCEMENTS = 20;

  /** Members told in one step. */
  static final int MEMBERS = 2_000;

  /** Profiles looked at in one step. */
  static final int PROFILES = 500;

  private final EntityStore store;
  private final AnchorIds ids;

  public EntityUpkeep(EntityStore store, AnchorIds ids) {
    this.store = store;
    this.ids = ids;
  }

  /**
   * Takes over the definitions in force.
   *
   * @param definitions all there are of derived entities
   */
  public void define(List<DerivedDefinition> definitions) {
    var _ = store.inTransaction(transaction -> define(transaction, definitions));
  }

  /** Tells some members of changed accounts. Whether there may be more to tell. */
  public boolean announce(Instant now) {
    return store.inTransaction(transaction -> announce(transaction, now));
  }

  /** Looks at some profiles under a changed rule. Whether there may be more to look at. */
  public boolean derive(Instant now) {
    return store.inTransaction(transaction -> derive(transaction, now));
  }

  private static int define(EntityTransaction transaction, List<DerivedDefinition> definitions) {
    var missing = new HashMap<String, RuleVersion>();
    transaction.ruleVersions().forEach(version -> missing.put(version.name(), version));
    int changed = 0;
    for (var definition : definitions) {
      var known = missing.remove(definition.name());
      if (known == null || known.gone() || known.version() < definition.version()) {
        transaction.define(definition);
        changed++;
      }
    }
    for (var version : missing.values()) {
      if (!version.gone()) {
        transaction.drop(version.name());
        changed++;
      }
    }
    return changed;
  }

  private static boolean announce(EntityTransaction transaction, Instant now) {
    var announcements = transaction.announcements(ANNOUNCEMENTS);
    if (announcements.isEmpty()) {
      return false;
    }
    int each = MEMBERS / announcements.size();
    Map<EntityKey, SortedSet<String>> names = new TreeMap<>();
    for (var announcement : announcements) {
      names.merge(announcement.entity(), announcement.names(), EntityUpkeep::union);
    }
    var traits = transaction.traits(names);
    var news = new ArrayList<News>();
    for (var announcement : announcements) {
      var entity = announcement.entity();
      var changed = changed(announcement, traits.getOrDefault(entity, Map.of()));
      var members = transaction.toldMembers(entity, announcement.after(), each);
      var current = transaction.current(Set.copyOf(members));
      for (var member : members) {
        var standing = current.get(member);
        if (standing != null && standing.profile().equals(member)) {
          news.add(new News(member, entity, true, changed, now, standing.version()));
        }
      }
      if (members.size() < each) {
        transaction.finish(announcement);
      } else {
        transaction.advance(announcement.toldUpTo(members.getLast()));
      }
    }
    transaction.tell(news);
    return true;
  }

  private boolean derive(EntityTransaction transaction, Instant now) {
    var derivations = transaction.derivations();
    if (derivations.isEmpty()) {
      return false;
    }
    var derivation = derivations.getFirst();
    var slice = transaction.next(derivation, PROFILES);
    if (slice.profiles().isEmpty()) {
      transaction.finish(derivation);
    } else {
      new Reconciliation(transaction, ids, now).run(Touched.of(slice.profiles()));
      transaction.advance(derivation.upTo(slice.last()));
    }
    return true;
  }

  private static List<EntityTrait> changed(
      Announcement announcement, Map<String, EntityTrait> traits) {
    return announcement.names().stream().filter(traits::containsKey).map(traits::get).toList();
  }

  private static SortedSet<String> union(SortedSet<String> some, SortedSet<String> others) {
    var all = new TreeSet<>(some);
    all.addAll(others);
    return all;
  }
}
