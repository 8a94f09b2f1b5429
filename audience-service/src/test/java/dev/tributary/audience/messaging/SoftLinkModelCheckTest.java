package dev.tributary.audience.messaging;

import static dev.tributary.audience.messaging.Written.audience;
import static dev.tributary.audience.messaging.Written.trait;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.audience.domain.engine.Cause;
import dev.tributary.audience.domain.engine.Change;
import dev.tributary.audience.domain.engine.Program;
import dev.tributary.audience.domain.engine.Subject;
import dev.tributary.audience.domain.relation.Relations.Entity;
import dev.tributary.audience.domain.rule.Rule;
import dev.tributary.audience.domain.state.Stored;
import dev.tributary.audience.domain.timeline.Retention;
import dev.tributary.audience.messaging.NaiveIdentity.Customer;
import dev.tributary.audience.messaging.NaiveIdentity.Sent;
import dev.tributary.platform.testing.Seeds;
import dev.tributary.proto.v1.Resolved;
import dev.tributary.proto.v1.SoftLink;
import dev.tributary.proto.v1.SoftLinks;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Soft links that come, change, expire and follow the merges and splits of their ends, told on
 * three partitions with random delays, while time goes on and definitions change. Once all is
 * delivered, a profile is in an audience exactly if its conditions hold of it, or of a profile to
 * which it is linked with the minimum or more, by a link that has not expired.
 */
class SoftLinkModelCheckTest {

  private static final int PARTITIONS = 3;
  private static final int NODES = 6;
  private static final int STEPS = 70;
  private static final List<Rule> RULES =
      List.of(
          audience("alone", "{\"who\":{\"event\":\"Order\",\"count\":{\"atLeast\":2}}}"),
          audience(
              "often",
              "{\"who\":{\"event\":\"Order\",\"count\":{\"atLeast\":2}},"
                  + "\"softLinks\":{\"minimum\":0.5}}"),
          audience(
              "lately",
              "{\"who\":{\"event\":\"Order\",\"within\":\"1s\"},\"softLinks\":{\"minimum\":0.8}}"),
          audience(
              "never",
              "{\"who\":{\"not\":{\"event\":\"Order\"}},\"softLinks\":{\"minimum\":0.8}}"));

  /** Keeps every aggregate in use while no audience asks: what came meanwhile is counted. */
  private static final Rule.ComputedTrait COUNTING =
      (Rule.ComputedTrait) trait("lately", "{\"count\":{\"event\":\"Order\",\"within\":\"1s\"}}");

  private static final Map<String, Double> MINIMA =
      Map.of("alone", 2.0, "often", 0.5, "lately", 0.8, "never", 0.8);

  @ParameterizedTest
  @MethodSource("seeds")
  void endsWithWhatHoldsOfEachProfileAndThoseItIsLinkedTo(long seed) {
    var world = new World(new SplittableRandom(seed));
    world.run();
    world.check();
  }

  /** An equal end proves little if links decide nothing. */
  @Test
  void drawsHistoriesInWhichLinksTakeProfilesInAndOut() {
    int entered = 0;
    int left = 0;
    for (long seed = 0; seed < 300; seed++) {
      var world = new World(new SplittableRandom(seed));
      world.run();
      for (var change : world.told) {
        if (change.cause() instanceof Cause.BySoftLink) {
          boolean member = change.kind().equals(new Change.Kind.Membership(true));
          entered += member ? 1 : 0;
          left += member ? 0 : 1;
        }
      }
    }

    assertThat(entered).isGreaterThan(Seeds.count(500));
    assertThat(left).isGreaterThan(Seeds.count(30));
  }

  static LongStream seeds() {
    return Seeds.of(3_000);
  }

  private record Happened(int node, long at) {}

  private record Link(double score, long expires) {}

  private record Ends(int one, int other) {}

  private static final class World {

    private final SplittableRandom random;
    private final NaiveIdentity identity;
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<MemoryStore> stores = new ArrayList<>();
    private final List<Upkeep> upkeeps = new ArrayList<>();
    private final Delayed delayed;
    private final Map<Ends, Link> links = new LinkedHashMap<>();
    private final Map<String, SoftLinks> linksTold = new HashMap<>();
    private final List<Happened> orders = new ArrayList<>();
    private final List<Change> told = new ArrayList<>();
    private final Map<String, Change> last = new HashMap<>();
    private long versions;
    private Program program;
    private long now = 1_000;

    private World(SplittableRandom random) {
      this.random = random;
      this.identity = new NaiveIdentity(random, NODES);
      this.delayed = new Delayed(PARTITIONS, random);
      this.program = program(random.nextInt(3) == 0 ? RULES.subList(0, 1) : RULES);
      for (int i = 0; i < PARTITIONS; i++) {
        var store = new MemoryStore();
        stores.add(store);
        upkeeps.add(
            new Upkeep(
                () -> program,
                Stores.of(store),
                references(store),
                new StreamMetrics(registry),
                outbox()));
      }
    }

    private void run() {
      for (int step = 0; step < STEPS; step++) {
        now += random.nextInt(4) == 0 ? random.nextInt(80) : 0;
        switch (random.nextInt(16)) {
          case 0 -> identity.merge(random.nextInt(NODES), random.nextInt(NODES));
          case 1 -> identity.sightEarlier(random.nextInt(NODES));
          case 2 -> identity.split(random.nextInt(NODES));
          case 3, 4, 5 -> identity.event(random.nextInt(NODES));
          case 6, 7 -> link();
          case 8 -> tick();
          case 9 -> redefine();
          default -> deliver();
        }
        identity.takeSent().forEach(this::publish);
        if (random.nextBoolean()) {
          tellLinks();
        }
      }
      follow(program(RULES));
      tellLinks();
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
      var drawn = RULES.stream().filter(_ -> random.nextInt(4) > 0).toList();
      follow(program(drawn.contains(RULES.getFirst()) ? drawn : RULES));
    }

    /** As a partition does when it hears of a plan. */
    private void follow(Program next) {
      program = next;
      stores.forEach(store -> Stores.of(store).sweptSince(next));
    }

    /** No two of one history look the same: versions of definitions only rise. */
    private Program program(List<Rule> audiences) {
      var rules = new ArrayList<>(audiences);
      rules.add(new Rule.ComputedTrait(COUNTING.name(), ++versions, COUNTING.computation()));
      return new Program(rules);
    }

    private void link() {
      int one = random.nextInt(NODES);
      int other = random.nextInt(NODES);
      var ends = new Ends(Math.min(one, other), Math.max(one, other));
      if (random.nextInt(3) == 0 && !links.isEmpty()) {
        links.remove(List.copyOf(links.keySet()).get(random.nextInt(links.size())));
      } else if (one != other) {
        links.put(ends, new Link(random.nextInt(4, 10) / 10.0, now + random.nextInt(1, 1_500)));
      }
    }

    /** Of each profile whose links are others than it was told. */
    private void tellLinks() {
      for (int node = 0; node < NODES; node++) {
        var id = "p" + node;
        var is = linksOf(id);
        if (!is.equals(linksTold.getOrDefault(id, SoftLinks.getDefaultInstance()))) {
          linksTold.put(id, is);
          publish(new Sent(id, Resolved.newBuilder().setSoftLinks(is).build()));
        }
      }
    }

    private SoftLinks linksOf(String id) {
      var customer = customer(id);
      var best = new LinkedHashMap<String, Link>();
      links.forEach((ends, link) ->
          other(ends, customer)
              .ifPresent(
                  other -> best.merge(other, link, (a, b) -> a.score() >= b.score() ? a : b)));
      var told = SoftLinks.newBuilder();
      best.forEach((other, link) ->
          told.addLinks(
              SoftLink.newBuilder()
                  .setOtherProfileId(other)
                  .setScore(link.score())
                  .setExpiresAtMillis(link.expires())));
      return told.build();
    }

    private Optional<String> other(Ends ends, Optional<Customer> customer) {
      if (customer.isEmpty()) {
        return Optional.empty();
      }
      boolean one = customer.get().nodes.contains(ends.one());
      boolean other = customer.get().nodes.contains(ends.other());
      if (one == other) {
        return Optional.empty();
      }
      int far = one ? ends.other() : ends.one();
      return identity.customers().stream()
          .filter(each -> each.nodes.contains(far))
          .map(identity::idOf)
          .findFirst();
    }

    private Optional<Customer> customer(String id) {
      return identity.customers().stream()
          .filter(each -> identity.idOf(each).equals(id))
          .findFirst();
    }

    private void publish(Sent sent) {
      if (sent.value().hasEvent()
          && sent.value().getEvent().getEvent().getEvent().equals("Order")) {
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
      var task = new Task(Stores.of(store), references(store), program, 0, outbox(), now);
      Arrivals.handle(task, key, arrival, partition, Arrivals.NOWHERE);
    }

    private Outbox outbox() {
      return new Outbox() {
        @Override
        public void tell(String profileId, Subject subject) {
          for (var change : subject.changes()) {
            told.add(change);
            last.put(profileId + " " + change.rule().name(), change);
          }
        }

        @Override
        public void tell(Entity entity, List<Change> changes) {}

        @Override
        public void move(String profileId, byte[] record) {
          delayed.move(profileId, record);
        }
      };
    }

    private static ReferenceStore references(MemoryStore store) {
      return new ReferenceStore(store, new Retention(Duration.ofDays(1_000), 1_000));
    }

    private void check() {
      for (var customer : identity.customers()) {
        var id = identity.idOf(customer);
        var store = stores.get(delayed.partition(id));
        var stored = Stores.of(store).find(id).orElseGet(Stored::untold);
        for (var rule : RULES) {
          var name = rule.name();
          boolean expected =
              holds(name, customer)
                  || linksOf(id).getLinksList().stream()
                      .filter(link -> link.getScore() >= MINIMA.get(name))
                      .filter(link -> link.getExpiresAtMillis() > now)
                      .map(link -> customer(link.getOtherProfileId()).orElseThrow())
                      .anyMatch(other -> holds(name, other));
          assertThat(stored.profile().membership(rule.id()).member())
              .as("%s in %s", id, name)
              .isEqualTo(expected);
        }
      }
    }

    private boolean holds(String name, Customer customer) {
      var own = orders.stream().filter(order -> customer.nodes.contains(order.node())).toList();
      return switch (name) {
        case "lately" -> own.stream().anyMatch(order -> order.at() > now - 1_000);
        case "never" -> own.isEmpty();
        default -> own.size() >= 2;
      };
    }
  }
}
