package dev.tributary.identity.domain.simulate;

import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.simulate.Replay.Noted;
import dev.tributary.identity.domain.simulate.Report.Change;
import dev.tributary.identity.domain.simulate.Report.Example;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntUnaryOperator;

/** Compares the customers of two worlds, after the replay. */
final class Comparison {

  private static final int MAX_SHOWN = 5;

  private final Replay replay;
  private final Nodes nodes;
  private final List<Integer> setAside = new ArrayList<>();
  private final Map<String, Long> reasons = new HashMap<>();
  private long broughtBack;

  Comparison(Replay replay) {
    this.replay = replay;
    this.nodes = replay.nodes;
  }

  Report report() {
    var pairs = new long[nodes.size()];
    int size = nowAndThen(pairs);
    long profiles = distinct(pairs, size);
    var merges = Groups.of(pairs, size);
    for (int i = 0; i < size; i++) {
      pairs[i] = Groups.pair((int) pairs[i], (int) (pairs[i] >>> 32));
    }
    var splits = Groups.of(pairs, size);
    return new Report(
        profiles,
        replay.identifiers(),
        replay.events(),
        new Change(
            merges.values(),
            merges.keys(),
            examples(
                merges.examples(),
                replay.mergeReasons,
                node -> root(replay.after, replay.otherwise(node)),
                true)),
        new Change(
            splits.keys(),
            splits.values(),
            examples(
                splits.examples(), replay.splitReasons, node -> root(replay.before, node), false)),
        reasons,
        identifiers(setAside, Report.MAX_EXAMPLES),
        broughtBack,
        unexplained(pairs));
  }

  /** Fills in, for each identifier both worlds have, its customer then and now. */
  private int nowAndThen(long[] pairs) {
    int size = 0;
    for (int node = 0; node < nodes.size(); node++) {
      int then = replay.otherwise(node);
      boolean has = then >= 0 && replay.after.isGiven(then);
      if (replay.before.isGiven(node)) {
        if (has) {
          pairs[size++] = Groups.pair(replay.after.find(then), replay.before.find(node));
        } else {
          lose(node);
        }
      } else if (has) {
        broughtBack++;
      }
    }
    return size;
  }

  private void lose(int node) {
    var reason =
        replay.hindered.getOrDefault(node, replay.leftOut.getOrDefault(node, "with_others"));
    reasons.merge(reason, 1L, Long::sum);
    if (setAside.size() < Report.MAX_EXAMPLES) {
      setAside.add(node);
    }
  }

  private static long distinct(long[] pairs, int size) {
    var roots = new BitSet();
    for (int i = 0; i < size; i++) {
      roots.set((int) pairs[i]);
    }
    return roots.cardinality();
  }

  private long unexplained(long[] pairs) {
    int size = 0;
    for (int node = 0; node < nodes.size(); node++) {
      if (nodes.isStored(node) && replay.before.isGiven(node)) {
        pairs[size++] = Groups.pair(nodes.profile(node), replay.before.find(node));
      }
    }
    long apart = Groups.of(pairs, size).keys();
    for (int i = 0; i < size; i++) {
      pairs[i] = Groups.pair((int) pairs[i], (int) (pairs[i] >>> 32));
    }
    return apart + Groups.of(pairs, size).values();
  }

  private static int root(World world, int node) {
    return node >= 0 && world.isGiven(node) ? world.find(node) : -1;
  }

  private List<Example> examples(
      Map<Integer, List<Integer>> groups,
      List<Noted> noted,
      IntUnaryOperator key,
      boolean merging) {
    var why = new HashMap<Integer, Noted>();
    noted.forEach(each -> why.putIfAbsent(key.applyAsInt(each.one()), each));
    var examples = new ArrayList<Example>();
    groups.forEach((group, values) -> {
      var profiles = new LinkedHashSet<ProfileId>();
      for (int root : merging ? values : List.of(group)) {
        if (nodes.isStored(root)) {
          profiles.add(nodes.id(nodes.profile(root)));
        }
      }
      var reason = why.get(group);
      var concerned = new LinkedHashSet<Integer>();
      if (reason != null) {
        concerned.add(reason.one());
        concerned.add(reason.two());
      }
      concerned.addAll(merging ? values : List.of(group));
      examples.add(
          new Example(
              List.copyOf(profiles),
              identifiers(concerned, MAX_SHOWN),
              reason == null ? "" : reason.reason()));
    });
    return examples;
  }

  private List<Identifier> identifiers(Collection<Integer> numbers, int most) {
    var ids = numbers.stream().map(nodes::id).toList();
    var found = replay.evidence.identifiers(ids);
    return ids.stream().map(found::get).filter(Objects::nonNull).limit(most).toList();
  }
}
