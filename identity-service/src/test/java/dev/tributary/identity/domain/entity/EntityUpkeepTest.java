package dev.tributary.identity.domain.entity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.identity.domain.Histories;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.platform.domain.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EntityUpkeepTest {

  private static final int MEMBERS = 5_000;

  private final World world = new World(MEMBERS + 1);
  private final MemoryEntityStore store = new MemoryEntityStore(world);
  private final EntityListener listener =
      new EntityListener(store, Histories.IDS::of, new FixedRules());
  private final EntityUpkeep upkeep = new EntityUpkeep(store, Histories.IDS::of);

  @Test
  void tellsTheMembersOfALargeAccountInStepsAndASmallOneInBetween() {
    // Given
    for (int i = 0; i < MEMBERS; i++) {
      listener.follow(List.of(world.group(World.id(i), "large", Json.Obj.EMPTY, i)));
    }
    listener.follow(List.of(world.group(World.id(MEMBERS), "small", Json.Obj.EMPTY, 1)));
    store.told.clear();

    // When
    var plan = Json.object("plan", Json.of("pro"));
    listener.follow(
        List.of(
            world.group(World.id(0), "large", plan, 10_000),
            world.group(World.id(MEMBERS), "small", plan, 10_000)));
    var steps = new ArrayList<Integer>();
    int smallToldAfter = 0;
    while (upkeep.announce(World.START)) {
      steps.add(store.told.size());
      if (smallToldAfter == 0 && toldOf("small").size() == 1) {
        smallToldAfter = steps.size();
      }
    }

    // Then
    assertThat(steps).hasSizeGreaterThan(2);
    assertThat(smallToldAfter).isEqualTo(1);
    assertThat(toldOf("large"))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, MEMBERS).mapToObj(World::id).toList());
  }

  @Test
  void aTraitThatChangesWhileMembersAreToldIsToldToAllInTheEnd() {
    // Given
    for (int i = 0; i < MEMBERS; i++) {
      listener.follow(List.of(world.group(World.id(i), "large", Json.Obj.EMPTY, i)));
    }
    listener.follow(List.of(world.group(World.id(0), "large", seats(1), 10_000)));
    assertThat(upkeep.announce(World.START)).isTrue();

    // When
    listener.follow(List.of(world.group(World.id(0), "large", seats(2), 10_001)));
    while (upkeep.announce(World.START)) {
      // Until all are told.
    }

    // Then
    for (int i = 0; i < MEMBERS; i++) {
      var member = World.id(i);
      var last =
          store.told.stream().filter(news -> news.profile().equals(member)).toList().getLast();
      assertThat(last.traits()).extracting(EntityTrait::value).containsExactly(Json.of(2));
      i += 500;
    }
  }

  @Test
  void aRepeatedCallTellsNobody() {
    // Given
    var call = world.group(World.id(0), "acme", seats(1), 10);
    listener.follow(List.of(call));
    store.told.clear();

    // When
    listener.follow(List.of(call, call));

    // Then
    assertThat(upkeep.announce(World.START)).isFalse();
    assertThat(store.told).isEmpty();
  }

  private static Json.Obj seats(int seats) {
    return Json.object("seats", Json.of(seats));
  }

  private List<ProfileId> toldOf(String group) {
    return store.told.stream()
        .filter(news -> news.entity().equals(EntityKey.account(group)))
        .map(News::profile)
        .toList();
  }
}
