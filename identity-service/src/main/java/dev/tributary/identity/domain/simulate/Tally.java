package dev.tributary.identity.domain.simulate;

import dev.tributary.identity.domain.graph.CutId;
import dev.tributary.identity.domain.graph.CutId.Side;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * What limits and cuts must know of one customer: how many values it has of each limited type, when
 * it got the newest of them, and on which side of cuts it is. Types are numbers; it grows with
 * them.
 */
final class Tally {

  private static final long[] NONE = {};

  private int[] counts = {};
  private long[][] newest = {};
  private Map<CutId, Side> sides = Map.of();

  /** One more value of a type; {@code kept} is how many times are worth remembering. */
  void add(int type, long millis, int kept) {
    widen(type + 1);
    counts[type]++;
    newest[type] = newest(newest[type], new long[] {millis}, kept);
  }

  void side(CutId cut, Side side) {
    var more = new HashMap<>(sides);
    more.put(cut, side);
    sides = more;
  }

  /** Takes over all of another; who comes to be on both sides of a cut is on none. */
  void add(Tally other, int[] kept) {
    widen(other.counts.length);
    for (int type = 0; type < other.counts.length; type++) {
      counts[type] += other.counts[type];
      newest[type] = newest(newest[type], other.newest[type], kept[type]);
    }
    if (!other.sides.isEmpty()) {
      var all = new HashMap<>(sides);
      other.sides.forEach((cut, side) -> {
        var before = all.put(cut, side);
        if (before != null && before != side) {
          all.remove(cut);
        }
      });
      sides = all;
    }
  }

  int count(int type) {
    return type < counts.length ? counts[type] : 0;
  }

  /** How many it got after an instant, as far as remembered. */
  int after(int type, long millis) {
    int after = 0;
    if (type < counts.length) {
      for (long time : newest[type]) {
        after += time > millis ? 1 : 0;
      }
    }
    return after;
  }

  boolean meetsAcrossACut(Tally other) {
    for (var entry : sides.entrySet()) {
      var side = other.sides.get(entry.getKey());
      if (side != null && side != entry.getValue()) {
        return true;
      }
    }
    return false;
  }

  private void widen(int types) {
    int before = counts.length;
    if (types > before) {
      counts = Arrays.copyOf(counts, types);
      newest = Arrays.copyOf(newest, types);
      Arrays.fill(newest, before, types, NONE);
    }
  }

  private static long[] newest(long[] one, long[] other, int kept) {
    if (kept == 0) {
      return NONE;
    }
    var all = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, all, one.length, other.length);
    Arrays.sort(all);
    return Arrays.copyOfRange(all, Math.max(0, all.length - kept), all.length);
  }
}
