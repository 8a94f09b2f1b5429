package dev.tributary.audience.messaging;

import com.google.protobuf.ByteString;
import dev.tributary.proto.v1.Event;
import dev.tributary.proto.v1.EventType;
import dev.tributary.proto.v1.Identifier;
import dev.tributary.proto.v1.ProfileMerged;
import dev.tributary.proto.v1.ProfileSplit;
import dev.tributary.proto.v1.Resolved;
import dev.tributary.proto.v1.ResolvedEvent;
import dev.tributary.proto.v1.TraitChange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Identity as audience-service sees it: identifiers, each in one customer; the customer's profile
 * id is that of its oldest identifier, so it changes with merges, splits and older first sightings.
 * An event may be resolved from a cache that is out of date by any number of merges and splits, as
 * long as it tells the version it was true at.
 */
final class NaiveIdentity {

  /** What is sent, by key. */
  record Sent(String key, Resolved value) {}

  /** A customer: who is in it, and how often it changed. */
  static final class Customer {
    final Set<Integer> nodes = new LinkedHashSet<>();
    long version = 1;
  }

  record Trait(int node, long precedence, long tie, String value) {}

  private record Seen(String profile, long version) {}

  private final SplittableRandom random;
  private final long[] firstSeen;
  private final Customer[] customers;
  private final List<List<Seen>> cached = new ArrayList<>();
  final Map<Integer, List<Long>> events = new HashMap<>();
  final Map<String, Map<Integer, Trait>> traits = new TreeMap<>();
  private final Set<Integer> known = new LinkedHashSet<>();
  private final List<Sent> sent = new ArrayList<>();
  private long tie;
  private long clock = 1_000;

  NaiveIdentity(SplittableRandom random, int nodes) {
    this.random = random;
    this.firstSeen = new long[nodes];
    this.customers = new Customer[nodes];
    for (int i = 0; i < nodes; i++) {
      cached.add(new ArrayList<>());
    }
  }

  List<Sent> takeSent() {
    var all = List.copyOf(sent);
    sent.clear();
    return all;
  }

  Set<Customer> customers() {
    var all = new LinkedHashSet<Customer>();
    known.forEach(node -> all.add(customers[node]));
    return all;
  }

  String idOf(Customer customer) {
    return "p" + oldest(customer.nodes);
  }

  Optional<Trait> winner(String trait, Customer customer) {
    return traits.getOrDefault(trait, Map.of()).values().stream()
        .filter(value -> customer.nodes.contains(value.node()))
        .max(Comparator.comparingLong(Trait::precedence).thenComparingLong(Trait::tie));
  }

  /** An event of one identifier; the first one, or a late one, may make it the oldest. */
  void event(int node) {
    var added = new ArrayList<Integer>();
    if (known.add(node)) {
      customers[node] = new Customer();
      customers[node].nodes.add(node);
      firstSeen[node] = clock++;
      added.add(node);
    }
    remember();
    var customer = customers[node];
    var fresh = new Seen(idOf(customer), customer.version);
    var seen = random.nextInt(3) == 0 ? pick(cached.get(node)) : fresh;
    var event =
        ResolvedEvent.newBuilder()
            .setEvent(
                Event.newBuilder()
                    .setType(EventType.EVENT_TYPE_TRACK)
                    .setEvent(random.nextInt(4) == 0 ? "Other" : "Order")
                    .setPayload(ByteString.copyFromUtf8("{\"properties\":{\"n\":" + node + "}}"))
                    .setTimestampMillis(clock++))
            .setProfileId(seen.profile())
            .setAnchor(identifier(node))
            .setVersion(seen.version());
    added.forEach(one -> event.addIdentifiersAdded(identifier(one)));
    if (random.nextBoolean()) {
      setTrait(node, customer, event);
    }
    events.computeIfAbsent(node, _ -> new ArrayList<>());
    sent.add(new Sent(seen.profile(), Resolved.newBuilder().setEvent(event).build()));
  }

  private void setTrait(int node, Customer customer, ResolvedEvent.Builder event) {
    var name = "t" + random.nextInt(2);
    // Few times and values, so that events of one time and of one value meet.
    long precedence = random.nextInt(1, 20);
    int drawn = random.nextInt(3);
    var trait = new Trait(node, precedence, tie++, drawn == 0 ? "\"none\"" : "" + drawn);
    var own = traits.computeIfAbsent(name, _ -> new HashMap<>());
    if (own.containsKey(node) && own.get(node).precedence() > trait.precedence()) {
      return;
    }
    var before = winner(name, customer);
    own.put(node, trait);
    if (winner(name, customer).filter(trait::equals).isPresent()) {
      var told = change(name, Optional.of(trait));
      if (before.filter(held -> held.value().equals(trait.value())).isPresent()) {
        event.addTraitsConfirmed(told);
      } else {
        event.addTraitChanges(told);
      }
    }
  }

  /**
   * An event links two identifiers; of two customers the one with the older identifier survives.
   */
  void merge(int one, int other) {
    if (!known.contains(one) || !known.contains(other) || customers[one] == customers[other]) {
      return;
    }
    var a = customers[one];
    var b = customers[other];
    var ids = List.of(idOf(a), idOf(b));
    a.nodes.addAll(b.nodes);
    a.version = Math.max(a.version, b.version) + 1;
    b.nodes.forEach(node -> customers[node] = a);
    var survivor = idOf(a);
    ids.stream().filter(id -> !id.equals(survivor)).forEach(id -> tellMerged(id, survivor, a));
    remember();
  }

  /** A late event shows that an identifier is older than was known. */
  void sightEarlier(int node) {
    if (!known.contains(node)) {
      return;
    }
    var customer = customers[node];
    var before = idOf(customer);
    firstSeen[node] -= random.nextInt(1, 500);
    if (!idOf(customer).equals(before)) {
      customer.version++;
      tellMerged(before, idOf(customer), customer);
      remember();
    }
  }

  /** Cuts a customer in two; the one with the oldest identifier keeps the id. */
  void split(int node) {
    if (!known.contains(node) || customers[node].nodes.size() < 2) {
      return;
    }
    var giver = customers[node];
    int keeps = oldest(giver.nodes);
    var before = new HashMap<String, Optional<Trait>>();
    traits.keySet().forEach(name -> before.put(name, winner(name, giver)));
    var taker = new Customer();
    giver.nodes.forEach(one -> {
      if (one != keeps && random.nextBoolean()) {
        taker.nodes.add(one);
      }
    });
    if (taker.nodes.isEmpty()) {
      return;
    }
    giver.nodes.removeAll(taker.nodes);
    giver.version++;
    taker.version = giver.version;
    taker.nodes.forEach(one -> customers[one] = taker);
    tellSplit(giver, taker, before);
    remember();
  }

  private void tellSplit(Customer giver, Customer taker, Map<String, Optional<Trait>> before) {
    var records = new ArrayList<ProfileSplit.Builder>();
    for (int i = random.nextInt(1, 3); i > 0; i--) {
      records.add(
          ProfileSplit.newBuilder()
              .setFromProfileId(idOf(giver))
              .setIntoProfileId(idOf(taker))
              .setVersion(giver.version));
    }
    taker.nodes.forEach(node -> pick(records).addIdentifiers(identifier(node)));
    traits
        .keySet()
        .forEach(name -> {
          var left = winner(name, giver);
          if (!left.equals(before.get(name))) {
            pick(records).addFromTraits(change(name, left));
          }
          winner(name, taker)
              .ifPresent(won -> pick(records).addIntoTraits(change(name, Optional.of(won))));
        });
    records.forEach(
        record -> sent.add(new Sent(idOf(giver), Resolved.newBuilder().setSplit(record).build())));
  }

  private void tellMerged(String from, String into, Customer customer) {
    sent.add(
        new Sent(
            from,
            Resolved.newBuilder()
                .setMerged(
                    ProfileMerged.newBuilder()
                        .setFromProfileId(from)
                        .setIntoProfileId(into)
                        .setVersion(customer.version))
                .build()));
  }

  /** What a worker's cache may have learnt at this moment. */
  private void remember() {
    for (int node : known) {
      cached.get(node).add(new Seen(idOf(customers[node]), customers[node].version));
    }
  }

  private int oldest(Set<Integer> nodes) {
    return nodes.stream()
        .min(Comparator.<Integer>comparingLong(node -> firstSeen[node]).thenComparing(node -> node))
        .orElseThrow();
  }

  static Identifier identifier(int node) {
    return Identifier.newBuilder().setType("user_id").setValue("u" + node).build();
  }

  private static TraitChange change(String name, Optional<Trait> trait) {
    var change = TraitChange.newBuilder().setName(name);
    trait.ifPresent(value ->
        change
            .setValue(ByteString.copyFromUtf8(value.value()))
            .setPrecedence(value.precedence())
            .setTie(value.tie())
            .setAnchor(identifier(value.node())));
    return change.build();
  }

  private <T> T pick(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
