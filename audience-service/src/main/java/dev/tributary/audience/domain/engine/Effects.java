package dev.tributary.audience.domain.engine;

import dev.tributary.audience.domain.bytes.StableHash;
import dev.tributary.audience.domain.rule.Rule;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What each rule comes to, with all that it names: a number that is another one as soon as the rule
 * or anything it hangs on is defined anew, comes, or goes. So rules whose number was there before
 * need not be concluded again when definitions change.
 */
final class Effects {

  private Effects() {}

  /** The numbers in the order of the rules. */
  static long[] of(List<Rule> rules) {
    var byId = new HashMap<Long, Rule>();
    rules.forEach(rule -> byId.put(rule.id(), rule));
    return rules.stream().mapToLong(rule -> of(rule, byId)).toArray();
  }

  private static long of(Rule rule, Map<Long, Rule> byId) {
    return StableHash.of(rule.id() + ": " + reached(Set.of(rule.id()), byId));
  }

  /** The rules of these ids and all that they name, with their versions. */
  static String reached(Set<Long> ids, Map<Long, Rule> byId) {
    var reached = new TreeMap<Long, Long>();
    var open = new ArrayDeque<>(ids);
    while (!open.isEmpty()) {
      var next = byId.get(open.pop());
      if (next != null && reached.putIfAbsent(next.id(), next.version()) == null) {
        open.addAll(next.names());
      }
    }
    return reached.entrySet().stream()
        .map(one -> one.getKey() + "@" + one.getValue())
        .collect(Collectors.joining(" "));
  }

  /** Which rules, by their places, have a number that is not among those. */
  static BitSet without(long[] effects, Set<Long> known) {
    var others = new BitSet();
    for (int i = 0; i < effects.length; i++) {
      others.set(i, !known.contains(effects[i]));
    }
    return others;
  }
}
