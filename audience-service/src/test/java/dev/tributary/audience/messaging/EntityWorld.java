package dev.tributary.audience.messaging;

import static dev.tributary.audience.messaging.Written.audience;
import static dev.tributary.audience.messaging.Written.trait;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.audience.domain.engine.Change;
import dev.tributary.audience.domain.engine.Program;
import dev.tributary.audience.domain.engine.Subject;
import dev.tributary.audience.domain.relation.Relations.Entity;
import dev.tributary.audience.domain.rule.Rule;
import dev.tributary.audience.domain.state.Stored;
import dev.tributary.audience.domain.timeline.Retention;
import dev.tributary.audience.messaging.NaiveIdentity.Customer;
import dev.tributary.audience.messaging.NaiveIdentity.Sent;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.proto.v1.EntityMembership;
import dev.tributary.proto.v1.Resolved;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Three partitions with accounts, and a naive count of what must hold in the end. */
final class EntityWorld {

  private static final int PARTITIONS = 3;
  private static final int NODES = 6;
  private static final int STEPS = 70;
  private static final String ACCOUNTS = "accounts";
  private static final List<String> IDS = List.of("a0", "a1", "a2");

  private static final List<Rule> TRAITS =
      List.of(
          trait("orders", "{\"of\":\"accounts\",\"count\":{\"event\":\"Order\"}}"),
          trait(
              "lately", "{\"of\":\"accounts\",\"count\":{\"event\":\"Order\",\"within\":\"1s\"}}"),
          trait(
              "users",
              "{\"of\":\"accounts\",\"uniqueCount\":{\"event\":\"Order\","
                  + "\"property\":\"properties.n\"}}"));

  static final List<Rule> AUDIENCES =
      List.of(
          audience("busy", "{\"who\":{\"account\":{\"any\":{\"trait\":\"orders\",\"gte\":3}}}}"),
          audience(
              "quiet",
              "{\"who\":{\"not\":{\"account\":{\"any\":{\"trait\":\"lately\",\"gte\":1}}}}}"),
          audience(
              "all",
              "{\"who\":{\"account\":{\"all\":{\"users\":{\"all\":"
                  + "{\"event\":\"Order\",\"within\":\"1s\"}}}}}}"),
          audience(
              "none",
              "{\"who\":{\"account\":{\"users\":{\"none\":"
                  + "{\"event\":\"Order\",\"count\":{\"atLeast\":2}}}}}}"),
          audience(
              "any",
              "{\"who\":{\"account\":{\"none\":{\"users\":{\"any\":{\"audience\":\"busy\"}}}}}}"));

  private static final Set<String> OF_USERS = Set.of("all", "none", "any");

  /** Keeps every aggregate in use while nothing asks: what came meanwhile is counted. */
  private static final List<Rule> COUNTING =
      List.of(
          trait("own", "{\"count\":{\"event\":\"Order\"}}"),
          trait("own_lately", "{\"count\":{\"event\":\"Order\",\"within\":\"1s\"}}"),
          trait(
              "own_users",
              "{\"uniqueCount\":{\"event\":\"Order\",\"property\":\"properties.n\"}}"));

  private record Happened(int node, long at) {}

  private final SplittableRandom random;
  private final boolean everything;
  private final NaiveIdentity identity;
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final List<MemoryStore> stores = new ArrayList<>();
  private final List<Upkeep> upkeeps = new ArrayList<>();
  private final Delayed delayed;
  private final Map<Integer, Set<String>> accounts = new LinkedHashMap<>();
  private final Map<String, Set<String>> membershipsTold = new HashMap<>();
  private final List<Happened> orders = new ArrayList<>();
  final List<Change> told = new ArrayList<>();
  private final Map<Entity, List<Change>> toldOfAccounts = new LinkedHashMap<>();
  private long statements;
  private final List<Program> programs = new ArrayList<>();
  private final List<Rule> last;
  private long versions;
  private Program latest;
  private long now = 1_000;

  EntityWorld(SplittableRandom random, boolean everything) {
    this.random = random;
    this.everything = everything;
    this.identity = new NaiveIdentity(random, NODES);
    this.delayed = new Delayed(PARTITIONS, random);
    this.latest = program(everything && random.nextInt(3) == 0 ? List.of() : all());
    this.last =
        random.nextInt(4) > 0
            ? all()
            : all().stream().filter(rule -> !OF_USERS.contains(rule.name())).toList();
    for (int i = 0; i < PARTITIONS; i++) {
      int partition = i;
      programs.add(latest);
      var store = new MemoryStore();
      stores.add(store);
      upkeeps.add(upkeep(partition));
    }
  }

  private Upkeep upkeep(int partition) {
    return new Upkeep(
        () -> programs.get(partition),
        Stores.of(stores.get(partition)),
        references(stores.get(partition)),
        new StreamMetrics(registry),
        outbox());
  }

  private static List<Rule> all() {
    return Stream.concat(TRAITS.stream(), AUDIENCES.stream()).toList();
  }

  void run() {
    for (int step = 0; step < STEPS; step++) {
      now += random.nextInt(4) == 0 ? random.nextInt(80) : 0;
      switch (random.nextInt(18)) {
        case 0 -> identity.merge(random.nextInt(NODES), random.nextInt(NODES));
        case 1 -> {
          if (everything) {
            identity.sightEarlier(random.nextInt(NODES));
          }
        }
        case 2 -> {
          if (everything) {
            identity.split(random.nextInt(NODES));
          }
        }
        case 3, 4, 5 -> identity.event(random.nextInt(NODES));
        case 6, 7 -> group();
        case 8 -> tick();
        case 9 -> redefine();
        case 10 -> follow(random.nextInt(PARTITIONS));
        case 11 -> crash(random.nextInt(PARTITIONS));
        default -> deliver();
      }
      identity.takeSent().forEach(this::publish);
      if (random.nextBoolean()) {
        tellMemberships();
      }
    }
    if (everything && random.nextBoolean()) {
      latest = program(TRAITS);
      settle();
    }
    latest = program(last);
    settle();
  }

  private void settle() {
    IntStream.range(0, PARTITIONS).forEach(this::follow);
    tellMemberships();
    boolean left = true;
    while (left) {
      left = deliver();
      if (!left) {
        tick();
        left = delayed.isMoving();
      }
    }
  }

  private void redefine() {
    if (everything) {
      latest = program(all().stream().filter(_ -> random.nextInt(4) > 0).toList());
    }
  }

  /** As a partition does when it hears of a plan; the others hear of it earlier or later. */
  private void follow(int partition) {
    if (programs.get(partition) != latest) {
      programs.set(partition, latest);
      Stores.of(stores.get(partition)).sweptSince(latest);
    }
  }

  /** No two of one history look the same: versions of definitions only rise. */
  private Program program(List<Rule> drawn) {
    versions++;
    var rules = new ArrayList<>(drawn);
    for (var rule : COUNTING) {
      var counting = (Rule.ComputedTrait) rule;
      rules.add(new Rule.ComputedTrait(counting.name(), versions, counting.computation()));
    }
    return new Program(rules);
  }

  /** In the middle of a sweep; what was committed is there, and nothing else. */
  private void crash(int partition) {
    upkeeps.get(partition).sweep(now, random.nextInt(2_000_000));
    upkeeps.set(partition, upkeep(partition));
  }

  private void group() {
    int node = random.nextInt(NODES);
    var own = accounts.computeIfAbsent(node, _ -> new TreeSet<>());
    var id = IDS.get(random.nextInt(IDS.size()));
    if (everything && random.nextInt(3) == 0) {
      own.remove(id);
    } else {
      own.add(id);
    }
  }

  /** Of each profile whose memberships are others than it was told under that id. */
  private void tellMemberships() {
    for (var customer : identity.customers()) {
      var id = identity.idOf(customer);
      var is = accountsOf(customer);
      var key = id + " " + customer.version;
      if (!is.equals(membershipsTold.get(key))) {
        membershipsTold.put(key, is);
        statements++;
        for (var account : everything ? IDS : is) {
          var membership =
              EntityMembership.newBuilder()
                  .setProfileId(id)
                  .setEntity(ACCOUNTS)
                  .setEntityId(account)
                  .setMember(is.contains(account))
                  .setAtMillis(statements)
                  .setVersion(customer.version);
          publish(new Sent(id, Resolved.newBuilder().setMembership(membership).build()));
        }
      }
    }
  }

  private Set<String> accountsOf(Customer customer) {
    var all = new TreeSet<String>();
    customer.nodes.forEach(node -> all.addAll(accounts.getOrDefault(node, Set.of())));
    return all;
  }

  private void publish(Sent sent) {
    if (sent.value().hasEvent() && sent.value().getEvent().getEvent().getEvent().equals("Order")) {
      var event = sent.value().getEvent();
      int node = event.getAnchor().getValue().charAt(1) - '0';
      orders.add(new Happened(node, event.getEvent().getTimestampMillis()));
    }
    delayed.publish(sent);
  }

  private void tick() {
    upkeeps.forEach(upkeep -> {
      upkeep.tick(now);
      upkeep.sweep(now, Duration.ofMinutes(1).toNanos());
    });
  }

  private boolean deliver() {
    return delayed.deliver(this::handle);
  }

  private void handle(int partition, String key, Arrival arrival) {
    var store = stores.get(partition);
    var task =
        new Task(Stores.of(store), references(store), programs.get(partition), 0, outbox(), now);
    Arrivals.handle(task, key, arrival, partition, Arrivals.NOWHERE);
  }

  private Outbox outbox() {
    return new Outbox() {
      @Override
      public void tell(String profileId, Subject subject) {
        told.addAll(subject.changes());
      }

      @Override
      public void tell(Entity entity, List<Change> changes) {
        toldOfAccounts.computeIfAbsent(entity, _ -> new ArrayList<>()).addAll(changes);
      }

      @Override
      public void move(String profileId, byte[] record) {
        delayed.move(profileId, record);
      }
    };
  }

  private static ReferenceStore references(MemoryStore store) {
    return new ReferenceStore(store, new Retention(Duration.ofDays(1_000), 1_000));
  }

  /** By account, every value that was told of a trait. */
  Map<Entity, List<Integer>> valuesOf(String trait) {
    var values = new LinkedHashMap<Entity, List<Integer>>();
    toldOfAccounts.forEach((entity, changes) ->
        values.put(
            entity,
            changes.stream()
                .filter(change -> change.rule().name().equals(trait))
                .map(change -> ((Change.Kind.Trait) change.kind()).value())
                .map(value -> value instanceof Json.Num(var number) ? number.intValue() : 0)
                .toList()));
    return values;
  }

  void check() {
    for (var account : IDS) {
      var entity = new Entity(ACCOUNTS, account);
      var key = entity.key();
      var store = Stores.of(stores.get(delayed.partition(key))).entities();
      var values = latest.ofEntity(ACCOUNTS).values(store.standing(key));
      assertThat(values).as(account).isEqualTo(valuesOfMembers(membersOf(account)));
      var last = new HashMap<String, Json>();
      for (var change : toldOfAccounts.getOrDefault(entity, List.of())) {
        last.put(change.rule().name(), ((Change.Kind.Trait) change.kind()).value());
      }
      last.values().removeIf(Json.Null.class::isInstance);
      assertThat(last).as("told of " + account).containsAllEntriesOf(values);
    }
    for (var customer : identity.customers()) {
      var id = identity.idOf(customer);
      var store = stores.get(delayed.partition(id));
      var stored = Stores.of(store).find(id).orElseGet(Stored::untold);
      for (var rule : last) {
        if (!AUDIENCES.contains(rule)) {
          continue;
        }
        assertThat(stored.profile().membership(rule.id()).member())
            .as("%s in %s", id, rule.name())
            .isEqualTo(holds(rule.name(), customer));
      }
    }
  }

  private Map<String, Json> valuesOfMembers(List<Customer> members) {
    var values = new HashMap<String, Json>();
    var own = members.stream().flatMap(member -> ordersOf(member).stream()).toList();
    long lately = own.stream().filter(order -> order.at() > now - 1_000).count();
    if (!own.isEmpty()) {
      values.put("orders", Json.of(own.size()));
      values.put("users", Json.of(own.stream().map(Happened::node).distinct().count()));
    }
    if (lately > 0) {
      values.put("lately", Json.of(lately));
    }
    return values;
  }

  private List<Happened> ordersOf(Customer customer) {
    return orders.stream().filter(order -> customer.nodes.contains(order.node())).toList();
  }

  private List<Customer> membersOf(String account) {
    return identity.customers().stream()
        .filter(customer -> accountsOf(customer).contains(account))
        .toList();
  }

  private boolean holds(String audience, Customer customer) {
    var own = accountsOf(customer).stream().map(this::membersOf).toList();
    return switch (audience) {
      case "busy" -> own.stream().anyMatch(members -> count("orders", members) >= 3);
      case "quiet" -> own.stream().noneMatch(members -> count("lately", members) >= 1);
      case "all" ->
          !own.isEmpty()
              && own.stream()
                  .allMatch(members ->
                      members.stream().allMatch(one -> count("lately", List.of(one)) > 0));
      case "none" ->
          own.stream()
              .anyMatch(members -> members.stream().noneMatch(one -> ordersOf(one).size() >= 2));
      default ->
          own.stream().noneMatch(members -> members.stream().anyMatch(one -> holds("busy", one)));
    };
  }

  private int count(String trait, List<Customer> members) {
    return valuesOfMembers(members).get(trait) instanceof Json.Num(var number)
        ? number.intValue()
        : 0;
  }
}
