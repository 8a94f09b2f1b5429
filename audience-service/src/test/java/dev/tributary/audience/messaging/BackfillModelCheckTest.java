package dev.tributary.audience.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.audience.domain.engine.Cause;
import dev.tributary.audience.domain.engine.Change;
import dev.tributary.audience.domain.plan.Plan;
import dev.tributary.audience.domain.plan.Specified;
import dev.tributary.audience.domain.rule.Rule;
import dev.tributary.audience.domain.state.Stored;
import dev.tributary.audience.messaging.NaiveIdentity.Customer;
import dev.tributary.audience.messaging.StreamMetrics.Outcome;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.testing.Seeds;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Definitions that come, change, go and come back in the middle of random histories of merges,
 * splits and events, on three partitions, with crashes that undo what was not committed and lose
 * what was only in memory. In the end every customer's profile has what all of its events come to,
 * as if the definitions had been there from the first one on; and a version that says the same as
 * the one before it in other words, and so is counted apart, takes its place without a word. All
 * identifiers of a member were told.
 */
class BackfillModelCheckTest {

  private static final int STEPS = 120;
  private static final int MOST_STEPS = 20_000;

  /** The same people; the filter is always true, but makes another feature of it. */
  private static final List<String> OFTEN =
      List.of(
          "{\"who\":{\"event\":\"Order\",\"where\":\"properties.n >= 0\",\"count\":{\"atLeast\":2}}}",
          "{\"who\":{\"event\":\"Order\",\"where\":\"properties.n > -1\",\"count\":{\"atLeast\":2}}}");

  private static final String ORDERS = "{\"count\":{\"event\":\"Order\"}}";

  /** Of two features, one of them that of others. */
  private static final String BOTH =
      "{\"who\":{\"all\":[{\"event\":\"Order\",\"count\":{\"atLeast\":2}},"
          + "{\"event\":\"Other\",\"count\":{\"atLeast\":1}}]}}";

  private static final String REGULARS = "{\"who\":{\"audience\":\"often\"}}";

  @ParameterizedTest
  @MethodSource("seeds")
  void endsAsIfTheDefinitionsHadAlwaysBeenThere(long seed) {
    var world = new World(seed);
    world.run();
    world.check();
  }

  /** An equal end proves little if nothing happened on the way. */
  @Test
  void drawsHistoriesInWhichJobsMeetMerges() {
    var outcomes = new EnumMap<Outcome, Integer>(Outcome.class);
    int crashes = 0;
    int jobs = 0;
    int rounds = 0;
    int identified = 0;
    for (long seed = 0; seed < 300; seed++) {
      var world = new World(seed);
      world.run();
      world.bus.outcomes.forEach((outcome, count) -> outcomes.merge(outcome, count, Integer::sum));
      crashes += world.crashes;
      jobs += world.jobs.size();
      rounds += world.longest;
      identified += world.listener.further();
    }

    assertThat(outcomes.get(Outcome.RECALLED)).isGreaterThan(Seeds.count(50));
    assertThat(outcomes.get(Outcome.FORWARDED)).isGreaterThan(Seeds.count(1_000));
    assertThat(crashes).isGreaterThan(Seeds.count(1_500));
    assertThat(jobs).isGreaterThan(Seeds.count(600));
    assertThat(rounds).isGreaterThan(Seeds.count(400));
    assertThat(identified).isGreaterThan(Seeds.count(10));
    assertThat(outcomes).doesNotContainKeys(Outcome.CIRCULAR, Outcome.UNDECODABLE);
  }

  static LongStream seeds() {
    return Seeds.of(4_000);
  }

  private static final class World {

    private final SplittableRandom random;
    private final NaiveIdentity identity;
    private final Map<Integer, Long> orders = new HashMap<>();
    private final Map<Integer, Long> others = new HashMap<>();
    private final Map<String, Long> versions = new HashMap<>();
    private final Partitions bus;
    private final Map<String, Change> told = new HashMap<>();
    private final ToldIdentifiers listener = new ToldIdentifiers();
    private final Set<Long> jobs = new HashSet<>();
    private Map<Long, Specified> latest = Map.of();
    private int crashes;
    private int longest;

    private World(long seed) {
      this.random = new SplittableRandom(seed);
      this.identity = new NaiveIdentity(random, Partitions.NODES);
      this.bus = new Partitions(() -> latest, this::told, random);
    }

    private void run() {
      for (int step = 0; step < STEPS; step++) {
        switch (random.nextInt(16)) {
          case 0, 1 -> identity.merge(node(), node());
          case 2 -> identity.sightEarlier(node());
          case 3 -> identity.split(node());
          case 4, 5, 6 -> identity.event(node());
          case 7, 15 -> define();
          case 8 -> crashes += bus.crash(random.nextInt(Partitions.COUNT));
          default -> work(random.nextInt(1, 10));
        }
        identity
            .takeSent()
            .forEach(sent -> {
              bus.publish(sent);
              if (sent.value().hasEvent()) {
                var event = sent.value().getEvent();
                int by = Integer.parseInt(event.getAnchor().getValue().substring(1));
                boolean order = event.getEvent().getEvent().equals("Order");
                (order ? orders : others).merge(by, 1L, Long::sum);
              }
            });
        note();
      }
      put("often", OFTEN.get(random.nextInt(OFTEN.size())));
      put("regulars", REGULARS);
      put("both", BOTH);
      put("orders", ORDERS);
      int left = MOST_STEPS;
      do {
        note();
        assertThat(left--).as("steps left until all is in force").isPositive();
      } while (bus.step() || !bus.isSettled(latest));
    }

    /** So many steps that jobs come to their end while definitions still change. */
    private void work(int steps) {
      for (int i = 0; i < steps; i++) {
        bus.step();
      }
    }

    private void note() {
      for (var plan : bus.plans()) {
        plan.job()
            .ifPresent(job -> {
              jobs.add(job.number());
              longest = Math.max(longest, job.round());
            });
      }
    }

    private void define() {
      switch (random.nextInt(8)) {
        case 0, 6 -> remove(random.nextInt(4) > 0 ? "orders" : "both");
        case 1 -> put("orders", ORDERS);
        case 2 -> put("regulars", REGULARS);
        case 4, 5 -> put("both", BOTH);
        case 3 -> bus.wish(new Arrival.Wish(id("often"), random.nextBoolean()));
        default -> put("often", OFTEN.get(random.nextInt(OFTEN.size())));
      }
    }

    private void put(String name, String spec) {
      long version = versions.merge(name, 1L, Long::sum);
      var specified = Written.specified(name.equals("orders"), name, version, spec);
      var all = new HashMap<>(latest);
      all.put(specified.id(), specified);
      latest = Map.copyOf(all);
      if (name.equals("often")) {
        bus.wish(new Arrival.Wish(specified.id(), true));
      }
    }

    private void remove(String name) {
      var all = new HashMap<>(latest);
      all.remove(id(name));
      latest = Map.copyOf(all);
    }

    private static long id(String name) {
      return name.equals("orders") ? Rule.ComputedTrait.idOf(name) : Rule.Audience.idOf(name);
    }

    private int node() {
      return random.nextInt(Partitions.NODES);
    }

    private void told(ToldIdentifiers.Told one) {
      var change = one.change();
      var last = told.put(one.profileId() + " " + change.rule().id(), change);
      listener.hear(one);
      assertThat(change.version()).isEqualTo(last == null ? 1 : last.version() + 1);
      boolean replaced =
          change.cause() instanceof Cause.ByDefinition
              && last != null
              && last.rule().name().equals("often")
              && last.rule().version() < change.rule().version();
      assertThat(replaced).as("told because another version says the same").isFalse();
    }

    private void check() {
      bus.commit();
      assertThat(bus.plans())
          .extracting(Plan::number)
          .containsOnly(bus.plans().getFirst().number());
      bus.checkRowsApart();
      for (Customer customer : identity.customers()) {
        var id = identity.idOf(customer);
        var stored = bus.store(id).find(id).orElseGet(Stored::untold);
        long expected = customer.nodes.stream().mapToLong(n -> orders.getOrDefault(n, 0L)).sum();
        var profile = stored.profile();
        assertThat(profile.computed(id("orders")).value())
            .isEqualTo(expected == 0 ? Json.Null.VALUE : Json.of(expected));
        assertThat(profile.membership(id("often")).member()).isEqualTo(expected >= 2);
        if (expected >= 2) {
          var often = latest.get(id("often")).rule();
          listener.check(id, often, bus.store(id).attributes(id));
        }
        assertThat(profile.membership(id("regulars")).member()).isEqualTo(expected >= 2);
        boolean other = customer.nodes.stream().anyMatch(others::containsKey);
        assertThat(profile.membership(id("both")).member()).isEqualTo(expected >= 2 && other);
      }
    }
  }
}
