package dev.tributary.audience.domain.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.audience.domain.entity.Enrolments;
import dev.tributary.audience.domain.place.Place;
import dev.tributary.audience.domain.relation.Relations;
import dev.tributary.audience.domain.rule.Rule;
import dev.tributary.audience.domain.softlink.SoftLinks;
import dev.tributary.audience.domain.state.ApartMap;
import dev.tributary.audience.domain.state.ApartStore.Limits;
import dev.tributary.audience.domain.state.Attributes;
import dev.tributary.audience.domain.state.Belongings;
import dev.tributary.audience.domain.state.Identifier;
import dev.tributary.audience.domain.state.Profile;
import dev.tributary.audience.domain.state.Stored;
import dev.tributary.audience.domain.timeline.Recent;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import dev.tributary.platform.testing.Seeds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the engine beside {@link NaiveProfile} through random histories: events late and early, the
 * clock, merges whose state arrives any time later, changes of definitions. Every change told, in
 * its order and with its version and cause, and every conclusion stored must be equal. Between any
 * two steps a profile goes through its binary form, as it does in the store, where nearly all of it
 * stands apart; and of an event the engine sees the fields it asks for alone.
 */
class ModelCheckTest {

  private static final int STEPS = 70;

  @ParameterizedTest
  @MethodSource("seeds")
  void concludesWhatTheNaiveEvaluatorConcludes(long seed) {
    new World(new SplittableRandom(seed)).run();
  }

  /** Equal logs prove little if nothing is in them. */
  @Test
  void drawsHistoriesInWhichEveryCauseIsAtWork() {
    var causes = new HashMap<Class<? extends Cause>, Integer>();
    var causesOfFormulas = new HashMap<Class<? extends Cause>, Integer>();
    var causesOfIdentified = new HashMap<Class<? extends Cause>, Integer>();
    for (long seed = 0; seed < 300; seed++) {
      var world = new World(new SplittableRandom(seed));
      world.run();
      for (var entry : world.told) {
        causes.merge(entry.cause(), 1, Integer::sum);
        if (entry.rule().startsWith("f")) {
          causesOfFormulas.merge(entry.cause(), 1, Integer::sum);
        }
        if (entry.rule().startsWith("a") && !(entry.value() instanceof Json.Bool)) {
          causesOfIdentified.merge(entry.cause(), 1, Integer::sum);
        }
      }
    }

    assertThat(causes).hasSize(4);
    assertThat(causes.values())
        .allSatisfy(count -> assertThat(count).isGreaterThan(Seeds.count(300)));
    assertThat(causesOfFormulas).hasSize(4);
    assertThat(causesOfFormulas.values())
        .allSatisfy(count -> assertThat(count).isGreaterThan(Seeds.count(50)));
    assertThat(causesOfIdentified).containsOnlyKeys(Cause.ByEvent.class, Cause.ByMerge.class);
    assertThat(causesOfIdentified.values())
        .allSatisfy(count -> assertThat(count).isGreaterThan(Seeds.count(100)));
  }

  static LongStream seeds() {
    return Seeds.of(4_000);
  }

  private static final class World {

    private final SplittableRandom random;
    private final RandomRules draw;
    private final Map<String, byte[]> profiles = new HashMap<>();
    private final Map<String, ApartMap> apart = new HashMap<>();
    private final Map<String, byte[]> attributes = new HashMap<>();
    private final Map<String, NaiveProfile> naive = new HashMap<>();
    private final Map<String, String> movedTo = new HashMap<>();
    private final List<NaiveProfile.Entry> told = new ArrayList<>();
    private final List<Moving> moving = new ArrayList<>();
    private List<Rule> rules;
    private Program program;
    private long now = 1_000;
    private int born;
    private int identifiers;

    private record Moving(String to, Profile profile, Attributes attributes, NaiveProfile naive) {}

    private World(SplittableRandom random) {
      this.random = random;
      this.draw = new RandomRules(random);
      this.rules = draw.rules(1);
      this.program = new Program(rules);
    }

    private void run() {
      for (int step = 0; step < STEPS; step++) {
        now += random.nextInt(3) == 0 ? random.nextInt(40) : random.nextInt(3);
        switch (random.nextInt(20)) {
          case 0 -> redefine(step + 2);
          case 1, 2 -> merge();
          case 3, 4 -> moveIn();
          case 5, 6, 7, 8 -> tick();
          default -> event();
        }
      }
      while (!moving.isEmpty()) {
        moveIn();
      }
      naive.keySet().forEach(this::check);
    }

    private void event() {
      var id =
          home(random.nextInt(4) == 0 || born == 0 ? "p" + born++ : "p" + random.nextInt(born));
      var reference = naive.computeIfAbsent(id, NaiveProfile::new);
      var occurrence = draw.event(now);
      var traits = random.nextInt(3) == 0 ? List.of(draw.trait()) : List.<Engine.TraitSet>of();
      var type = random.nextInt(3) == 0 ? "user_id" : "anonymous_id";
      boolean again = identifiers > 0 && random.nextInt(4) == 0;
      var identifier =
          new Identifier(type, "u" + (again ? random.nextInt(identifiers) : identifiers++));
      var contribution =
          new Engine.Contribution(
              program.additions(seen(occurrence), Program.ANY_PLAN),
              traits,
              List.of(identifier),
              random.nextInt(4),
              random.nextInt(3));
      var cause = new Cause.ByEvent(1, identifiers, "m");

      var log = work(id, subject -> Engine.observe(program, subject, contribution, cause, now));

      var expected = letTimePass(reference);
      var gained = reference.identifiers.add(List.of(identifier));
      reference.happen(occurrence, rules);
      reference.traits.addAll(traits);
      expected.addAll(reference.tell(rules, Cause.ByEvent.class, now));
      expected.addAll(
          NaiveIdentifiers.tell(reference, gained, expected, rules, Cause.ByEvent.class, now));
      assertThat(log).isEqualTo(expected);
      check(id);
    }

    /** As the engine is told of it: with no field but those it says it reads. */
    private Occurrence seen(Occurrence whole) {
      var kind = whole.kind();
      var fields = program.fields(kind, whole.event());
      return new Occurrence(
          kind,
          whole.event(),
          whole.atMillis(),
          () -> JsonText.parseObject(JsonText.write(whole.document().get()), fields));
    }

    private void tick() {
      for (var id : List.copyOf(profiles.keySet())) {
        var log = work(id, subject -> Engine.advance(program, subject, now));
        assertThat(log).isEqualTo(letTimePass(reference(id)));
        check(id);
      }
    }

    private void merge() {
      if (profiles.size() < 2) {
        return;
      }
      var ids = profiles.keySet().stream().sorted().toList();
      int from = random.nextInt(ids.size());
      var into = ids.get((from + 1 + random.nextInt(ids.size() - 1)) % ids.size());
      var id = ids.get(from);
      movedTo.put(id, into);
      moving.add(
          new Moving(
              into,
              Stored.fromBytes(new Stored(Place.UNTOLD, Recent.NONE, profile(id)).toBytes())
                  .profile(),
              Attributes.fromBytes(attributes.remove(id)),
              naive.remove(id)));
      profiles.remove(id);
      apart.remove(id);
    }

    private void moveIn() {
      if (moving.isEmpty()) {
        return;
      }
      var move = moving.remove(random.nextInt(moving.size()));
      var id = home(move.to());
      var reference = naive.computeIfAbsent(id, NaiveProfile::new);
      var expected = letTimePass(reference);
      var gained = reference.identifiers.add(move.naive().identifiers);
      expected.addAll(reference.absorb(move.naive(), rules, now));
      expected.addAll(
          NaiveIdentifiers.tell(reference, gained, expected, rules, Cause.ByMerge.class, now));

      var log =
          work(
              id,
              subject ->
                  Engine.absorb(
                      program,
                      subject,
                      new Belongings(move.profile(), move.attributes(), new Relations()),
                      new Cause.ByMerge(),
                      now));

      assertThat(log).isEqualTo(expected);
      check(id);
    }

    private void redefine(long version) {
      tick();
      var before = LongStream.of(program.effects()).boxed().collect(Collectors.toSet());
      rules = draw.rules(version);
      program = new Program(rules);
      var others = program.rulesWithout(before);
      for (var id : List.copyOf(profiles.keySet())) {
        var log = work(id, subject -> Engine.recheck(program, subject, others, now));
        var reference = reference(id);
        reference.redefine(rules);
        assertThat(log).isEqualTo(reference.tell(rules, Cause.ByDefinition.class, now));
        check(id);
      }
    }

    private List<NaiveProfile.Entry> letTimePass(NaiveProfile reference) {
      return reference.identifiers.isEmpty()
          ? new ArrayList<>()
          : reference.tell(rules, Cause.ByTime.class, now);
    }

    /** As the processor does: out of the store, the deed, back into it. */
    private List<NaiveProfile.Entry> work(String id, Consumer<Subject> deed) {
      boolean isNew = !profiles.containsKey(id);
      var subject =
          Subject.of(
              id,
              isNew ? new Profile() : profile(id),
              () ->
                  attributes.containsKey(id)
                      ? Attributes.fromBytes(attributes.get(id))
                      : new Attributes(),
              Relations::new,
              SoftLinks::new,
              Enrolments::new);
      deed.accept(subject);
      if (subject.profileTouched() || isNew) {
        var stored = new Stored(Place.UNTOLD, Recent.NONE, subject.profile());
        profiles.put(id, stored.toBytes(apart(id)));
      }
      if (subject.attributesTouched()) {
        attributes.put(id, subject.attributes().toBytes());
      }
      var log = subject.changes().stream().map(NaiveProfile::entry).toList();
      told.addAll(log);
      return log;
    }

    private void check(String id) {
      var profile = profile(id);
      for (var rule : rules) {
        var told =
            naive
                .get(id)
                .told
                .getOrDefault(rule.id(), new NaiveProfile.Told(0, none(rule), none(rule)));
        switch (rule) {
          case Rule.Audience _ -> {
            var membership = profile.membership(rule.id());
            assertThat(Json.of(membership.member())).isEqualTo(told.value());
            assertThat(membership.version()).isEqualTo(told.version());
          }
          case Rule.ComputedTrait _ -> {
            assertThat(profile.computed(rule.id()).value()).isEqualTo(told.value());
            assertThat(profile.computed(rule.id()).version()).isEqualTo(told.version());
          }
        }
      }
    }

    private static Json none(Rule rule) {
      return rule instanceof Rule.Audience ? Json.Bool.FALSE : Json.Null.VALUE;
    }

    private NaiveProfile reference(String id) {
      return naive.computeIfAbsent(id, NaiveProfile::new);
    }

    private String home(String id) {
      return movedTo.containsKey(id) ? home(movedTo.get(id)) : id;
    }

    private Profile profile(String id) {
      return Stored.fromBytes(profiles.get(id), apart(id)).profile();
    }

    private ApartMap apart(String id) {
      return apart.computeIfAbsent(id, _ -> new ApartMap(new Limits(8, 60, 30)));
    }
  }
}
