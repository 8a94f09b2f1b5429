package dev.tributary.identity.domain.simulate;

import dev.tributary.identity.domain.event.Origin;
import dev.tributary.identity.domain.graph.CutId;
import dev.tributary.identity.domain.graph.CutId.Side;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.rules.Rules;
import dev.tributary.identity.domain.simulate.World.Member;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lives through the stored evidence in two worlds at once: one of the rules in force, one of the
 * others. The links of one first event that share an end are one event; an identifier first named
 * earlier than that was named alone before.
 */
final class Replay implements StoredEvidence.Visitor {

  /** Differences remembered as reasons of examples. */
  private static final int MAX_NOTED = 10_000;

  private static final int ASK_EVERY = 10_000;

  final Nodes nodes = new Nodes();
  final World before;
  final World after;
  final List<Noted> mergeReasons = new ArrayList<>();
  final List<Noted> splitReasons = new ArrayList<>();
  final Map<Integer, String> hindered = new HashMap<>();
  final Map<Integer, String> leftOut = new HashMap<>();
  final StoredEvidence evidence;
  private final int mostNodes;
  private final BooleanSupplier inTime;
  private int[] other = new int[1 << 10];
  private final List<StoredLink> open = new ArrayList<>();
  private long read;
  private long identifiers;
  private long events;

  Replay(StoredEvidence evidence, Rules now, Rules other, int mostNodes, BooleanSupplier inTime) {
    this.evidence = evidence;
    this.before = new World(now);
    this.after = new World(other);
    this.mostNodes = mostNodes;
    this.inTime = inTime;
  }

  /** Why two nodes are one customer's in one world and not in the other. */
  record Noted(int one, int two, String reason) {}

  private record StoredLink(Identifier one, Identifier two, String apart, Origin first) {}

  @Override
  public void identifier(Identifier identifier, ProfileId id, Instant first, ProfileId profile) {
    check();
    identifiers++;
    int node = nodes.number(id);
    int whose = nodes.number(profile);
    nodes.store(node, first.toEpochMilli(), whose);
    otherwise(node, identifier);
  }

  @Override
  public void side(ProfileId id, CutId cut, Side side) {
    int node = nodes.number(id);
    before.side(node, cut, side);
    int then = otherwise(node);
    if (then >= 0) {
      after.side(then, cut, side);
    }
  }

  @Override
  public void link(Identifier one, Identifier two, String apart, Origin first) {
    check();
    if (!open.isEmpty() && !open.getFirst().first().equals(first)) {
      close();
    }
    open.add(new StoredLink(one, two, apart, first));
  }

  /** The last event, and all who were only ever named alone. */
  void finish() {
    close();
    for (int node = 0; node < nodes.size(); node++) {
      if (nodes.isStored(node)) {
        before.aloneUnlessMet(node);
        int then = otherwise(node);
        if (then >= 0) {
          after.aloneUnlessMet(then);
        }
      }
    }
  }

  long identifiers() {
    return identifiers;
  }

  long events() {
    return events;
  }

  /** The node that a stored node is under the other rules; below zero where it joins nobody. */
  int otherwise(int node) {
    return node < other.length ? other[node] - 2 : -2;
  }

  private void close() {
    if (open.isEmpty()) {
      return;
    }
    var common = open.size() == 1 ? null : common();
    if (open.size() == 1 || common != null) {
      replay(open);
    } else {
      open.forEach(link -> replay(List.of(link)));
    }
    open.clear();
  }

  /** The end that all links share; null where they share none, as those of an edit may. */
  private @Nullable Identifier common() {
    for (var end : List.of(open.getFirst().one(), open.getFirst().two())) {
      if (open.stream().allMatch(link -> link.one().equals(end) || link.two().equals(end))) {
        return end;
      }
    }
    return null;
  }

  private void replay(List<StoredLink> links) {
    events++;
    var at = links.getFirst().first().receivedAt();
    var named = new LinkedHashMap<Identifier, Integer>();
    boolean heedCuts = false;
    for (var link : links) {
      heedCuts |= !link.apart().isEmpty();
      boolean never = isCut(link.apart());
      for (var end : List.of(link.one(), link.two())) {
        int node = number(end);
        if (never) {
          alone(node, end, at);
        } else {
          named.put(end, node);
        }
      }
    }
    if (!named.isEmpty()) {
      both(named, at, heedCuts);
    }
  }

  /** Taken apart by a person, in either world. */
  private static boolean isCut(String apart) {
    return apart.equals("cut") || apart.equals("kept-by-cut") || apart.equals("lifted");
  }

  private void alone(int node, Identifier identifier, Instant at) {
    long millis = Math.min(at.toEpochMilli(), nodes.first(node));
    if (nodes.isStored(node)) {
      before.alone(new Member(node, identifier), millis);
    }
    int then = otherwise(node);
    if (then >= 0) {
      after.alone(new Member(then, after.read(identifier).identifier()), millis);
    }
  }

  private void both(Map<Identifier, Integer> named, Instant at, boolean heedCuts) {
    var membersNow = new ArrayList<Member>();
    var membersThen = new LinkedHashMap<Integer, Member>();
    var firstNow = new ArrayList<Long>();
    var firstThen = new ArrayList<Long>();
    named.forEach((identifier, node) -> {
      if (before.joins(identifier.type())) {
        membersNow.add(new Member(node, identifier));
        firstNow.add(nodes.first(node));
      }
      int then = otherwise(node);
      if (then >= 0
          && membersThen.put(then, new Member(then, after.read(identifier).identifier())) == null) {
        firstThen.add(nodes.first(node));
      }
    });
    var now = before.event(membersNow, firstNow, at, heedCuts);
    var then = after.event(List.copyOf(membersThen.values()), firstThen, at, heedCuts);
    note(named.values(), now, then);
  }

  /** Remembers whom one world joins and the other does not. */
  private void note(Iterable<Integer> named, Map<Integer, String> now, Map<Integer, String> then) {
    int anchor = -1;
    for (int node : named) {
      var apartNow = now.getOrDefault(node, "");
      var apartThen = hindered.getOrDefault(node, then.getOrDefault(otherwise(node), ""));
      if (anchor < 0) {
        anchor = node;
      }
      if (!apartNow.isEmpty() && apartThen.isEmpty()) {
        noted(mergeReasons, new Noted(node, anchor, apartNow));
      } else if (apartNow.isEmpty() && !apartThen.isEmpty()) {
        leftOut.put(node, apartThen);
        noted(splitReasons, new Noted(node, anchor, apartThen));
      }
    }
  }

  private static void noted(List<Noted> list, Noted noted) {
    if (list.size() < MAX_NOTED) {
      list.add(noted);
    }
  }

  private int number(Identifier identifier) {
    int node = nodes.number(evidence.id(identifier));
    if (otherwise(node) == -2) {
      otherwise(node, identifier);
    }
    return node;
  }

  /** Works out what a node is under the other rules. */
  private void otherwise(int node, Identifier identifier) {
    var reading = after.read(identifier);
    int then;
    if (!reading.hindrance().isEmpty()) {
      then = -1;
      hindered.put(node, reading.hindrance());
    } else if (reading.identifier().equals(identifier)) {
      then = node;
    } else {
      then = nodes.number(evidence.id(reading.identifier()));
      noted(mergeReasons, new Noted(node, node, "normalisation"));
    }
    if (node >= other.length) {
      other = Arrays.copyOf(other, Math.max(node + 1, other.length * 2));
    }
    other[node] = then + 2;
  }

  private void check() {
    if (++read % ASK_EVERY == 0 && !inTime.getAsBoolean()) {
      throw new SimulationRefused("It took too long; nothing was changed");
    }
    if (nodes.size() > mostNodes) {
      throw new SimulationRefused(
          "The graph has more than "
              + mostNodes
              + " identifiers, for which this instance has the memory; give it more, of which a"
              + " third is used, up to "
              + Simulator.MAX_NODES
              + " identifiers");
    }
  }
}
