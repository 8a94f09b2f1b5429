package dev.tributary.identity.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.identity.domain.cut.Cut;
import dev.tributary.identity.domain.cut.Cuts;
import dev.tributary.identity.domain.event.Evidence;
import dev.tributary.identity.domain.event.Origin;
import dev.tributary.identity.domain.graph.CutId;
import dev.tributary.identity.domain.graph.GraphEdits;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.rules.Rules;
import dev.tributary.identity.wire.ProfileUpdateWire;
import dev.tributary.platform.json.JsonText;
import dev.tributary.platform.testing.Seeds;
import dev.tributary.proto.v1.Birth;
import dev.tributary.proto.v1.Event;
import dev.tributary.proto.v1.ProfileUpdate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random histories with merges, crashes, replays, cuts and joins, told as rows; a warehouse gets
 * them in any order, some of them twice. What it makes of them must be the store's graph and
 * traits.
 */
class ProfileTablesTest {

  private static final int HISTORIES = Seeds.count(3_000);
  private static long told;
  private static long separated;
  private static long joined;
  private static long settled;

  private final NoCache cache = new NoCache();

  @ParameterizedTest
  @MethodSource("seeds")
  void aWarehouseHasTheStoresGraphAndTraitsInWhicheverOrderItGetsTheRows(long seed) {
    // Given
    var random = new Random(seed);
    var history = new ArrayList<Evidence>();
    int parts = 1 + random.nextInt(4);
    for (int i = 0; i < parts; i++) {
      history.addAll(Histories.withoutConflicts(seed * 10 + i, "", i * 1_000L));
    }
    var workers = new SimulatedWorkers(history, List.of(), random);
    workers.meanwhile(store -> edit(store, history, random)).run();

    // When
    var rows = rows(workers, history);
    told += rows.size();
    rows.addAll(rows.subList(0, random.nextInt(rows.size())));
    Collections.shuffle(rows, random);
    var warehouse = new Warehouse();
    rows.forEach(warehouse::append);

    // Then
    assertThat(warehouse.owners()).isEqualTo(owners(workers.store()));
    assertThat(warehouse.traits()).isEqualTo(traits(workers.store()));
    var ofNode = owners(workers.store());
    warehouse
        .canonical()
        .forEach((profile, canonical) ->
            assertThat(canonical).isEqualTo(ofNode.get(node(workers.store(), profile))));
    assertOneContentAnId(rows);
  }

  static LongStream seeds() {
    return LongStream.range(0, HISTORIES);
  }

  @AfterAll
  static void total() {
    assertThat(separated).isGreaterThan(HISTORIES / 10);
    assertThat(joined).isGreaterThan(HISTORIES / 20);
    assertThat(settled).isGreaterThan(HISTORIES / 10);
    System.out.printf(
        "Profile tables: %d histories, %d rows, %d splits, %d joins by hand, %d traits settled%n",
        HISTORIES, told, separated, joined, settled);
  }

  private void edit(MemoryGraphStore store, List<Evidence> history, Random random) {
    if (random.nextInt(12) != 0) {
      return;
    }
    var event = history.get(random.nextInt(history.size())).joining();
    var other = history.get(random.nextInt(history.size())).joining().getFirst();
    switch (random.nextInt(3)) {
      case 0 -> join(store, event.getLast(), other);
      case 1 -> cut(store, new Cut.Away(Set.of(event.getLast())), random);
      default -> {
        if (event.size() > 1) {
          cut(store, new Cut.Link(event.getFirst(), event.getLast()), random);
        }
      }
    }
  }

  private void join(MemoryGraphStore store, Identifier one, Identifier other) {
    if (!one.equals(other)) {
      var origin = new Origin(Histories.START, "edit", UUID.randomUUID().toString());
      var _ = new GraphEdits(store, cache, () -> Rules.DEFAULT).join(one, other, origin);
    }
  }

  private void cut(MemoryGraphStore store, Cut.Between between, Random random) {
    var id = new CutId(new UUID(random.nextLong(), random.nextLong()));
    var _ = new Cuts(store, cache).make(new Cut(id, between, "jane", ""));
  }

  private static List<ProfileUpdate> rows(SimulatedWorkers workers, List<Evidence> history) {
    var rows = new ArrayList<ProfileUpdate>();
    for (var event : history) {
      for (var decision : workers.told().getOrDefault(event.birth(), List.of())) {
        settled += decision.settled().size();
        rows.addAll(ProfileUpdateWire.of(decision, event.joining(), wire(event)));
      }
    }
    for (var decision : workers.store().edits()) {
      settled += decision.settled().size();
      joined++;
      rows.addAll(ProfileUpdateWire.ofEdit(decision, Histories.START));
    }
    for (var separation : workers.store().separations()) {
      separated += separation.separates() ? 1 : 0;
      rows.addAll(ProfileUpdateWire.of(separation, Histories.START));
    }
    return rows;
  }

  private static Event wire(Evidence event) {
    return Event.newBuilder()
        .setMessageId(event.origin().messageId())
        .setReceivedAtMillis(event.origin().receivedAt().toEpochMilli())
        .setBirth(
            Birth.newBuilder()
                .setPartition(event.birth().partition())
                .setOffset(event.birth().offset()))
        .build();
  }

  private static Map<String, String> owners(MemoryGraphStore store) {
    var owners = new HashMap<String, String>();
    for (var person : store.persons()) {
      for (var identifier : person.identifiers()) {
        if (Rules.DEFAULT.joins(identifier.type())) {
          owners.put(text(identifier), person.survivor().text());
        }
      }
    }
    return owners;
  }

  private static String node(MemoryGraphStore store, String profile) {
    return store.named().entrySet().stream()
        .filter(entry -> entry.getKey().text().equals(profile))
        .map(entry -> text(entry.getValue()))
        .findAny()
        .orElseThrow();
  }

  private static Map<String, Map<String, String>> traits(MemoryGraphStore store) {
    var traits = new HashMap<String, Map<String, String>>();
    for (var person : store.persons()) {
      var own = new HashMap<String, String>();
      person.traits().forEach((name, value) -> own.put(name, JsonText.writeString(value)));
      if (!own.isEmpty()) {
        traits.put(person.survivor().text(), own);
      }
    }
    return traits;
  }

  private static void assertOneContentAnId(List<ProfileUpdate> rows) {
    var byId = new HashMap<String, ProfileUpdate>();
    for (var row : rows) {
      var before = byId.putIfAbsent(row.getId(), row);
      assertThat(before == null || before.equals(row)).isTrue();
    }
  }

  private static String text(Identifier identifier) {
    return identifier.type().name() + ":" + identifier.value();
  }
}
