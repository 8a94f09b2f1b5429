package dev.tributary.identity.domain.entity;

import dev.tributary.identity.domain.event.ClientEvent.Call;
import dev.tributary.identity.domain.follow.AnchorIds;
import dev.tributary.identity.domain.follow.Followed;
import dev.tributary.identity.domain.follow.ResolvedListener;
import dev.tributary.identity.domain.rules.RulesInForce;
import dev.tributary.platform.domain.Unavailable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Keeps entities up with what was decided: accounts get their traits from group calls, and whoever
 * an event, a merge or a split may have brought into an entity or out of it is looked at.
 *
 * <p>Rules are read before the batch is looked at. One that comes into force later has all profiles
 * looked at, after the traits of this batch were stored.
 */
public final class EntityListener implements ResolvedListener {

  private final EntityStore store;
  private final AnchorIds ids;
  private final RulesInForce rules;

  public EntityListener(EntityStore store, AnchorIds ids, RulesInForce rules) {
    this.rules = rules;
    this.store = store;
    this.ids = ids;
  }

  @Override
  public String name() {
    return "entities";
  }

  @Override
  public void follow(List<Followed> batch) {
    var names = new HashSet<String>();
    store.rules().forEach(rule -> names.addAll(rule.traits()));
    if (!rules.areKnown()) {
      throw new Unavailable("The identity rules have not been read yet", null);
    }
    var current = rules.current();
    var touched = new Touched();
    var calls = new ArrayList<GroupCall>();
    var at = Instant.EPOCH;
    for (var followed : batch) {
      switch (followed) {
        case Followed.Event event -> {
          GroupCall.of(event, current).ifPresent(calls::add);
          if (concerns(event, names)) {
            touched.changed(event.profile());
          }
          at = later(at, event.sent().origin().receivedAt());
        }
        case Followed.Merged merged -> {
          touched.merged(merged.from(), merged.into());
          at = later(at, merged.at());
        }
        case Followed.Split split -> {
          touched.split(split.from(), split.into());
          at = later(at, split.at());
        }
      }
    }
    if (!calls.isEmpty() || !touched.profiles().isEmpty()) {
      var work = new Work(calls, touched, at);
      var _ = store.inTransaction(work::in);
    }
  }

  private static boolean concerns(Followed.Event event, Set<String> names) {
    return event.sent().call() == Call.GROUP
        || event.effect().traitChanges().stream().anyMatch(change -> names.contains(change.name()));
  }

  private static Instant later(Instant one, Instant other) {
    return other.isAfter(one) ? other : one;
  }

  /** What a batch asks for. */
  private final class Work {

    private final List<GroupCall> calls;
    private final Touched touched;
    private final Instant at;

    Work(List<GroupCall> calls, Touched touched, Instant at) {
      this.calls = calls;
      this.touched = touched;
      this.at = at;
    }

    /** What was told, and what is still to be told, is stored with what is told of. */
    boolean in(EntityTransaction transaction) {
      if (!calls.isEmpty()) {
        writeAccounts(transaction);
      }
      new Reconciliation(transaction, ids, at).run(touched);
      return true;
    }

    /** Who is told of a membership in this batch is told all traits then, and not once more. */
    private void writeAccounts(EntityTransaction transaction) {
      SortedMap<EntityKey, SortedSet<String>> names = new TreeMap<>();
      Map<EntityKey, Sighting> sightings = new TreeMap<>();
      for (var call : calls) {
        names.computeIfAbsent(call.account(), _ -> new TreeSet<>()).addAll(call.traits().keySet());
        sightings.merge(call.account(), Sighting.of(call.origin()), Sighting::and);
      }
      transaction.writeSightings(sightings);
      var ledger =
          new AccountLedger(transaction.traits(names), transaction.traitCounts(names.keySet()));
      calls.forEach(ledger::take);
      transaction.writeTraits(ledger.written());
      var changed = ledger.changed();
      changed.keySet().retainAll(transaction.withMembers(changed.keySet()));
      transaction.announce(changed);
    }
  }
}
