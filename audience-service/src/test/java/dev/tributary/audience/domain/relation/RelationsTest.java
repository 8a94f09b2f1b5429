package dev.tributary.audience.domain.relation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.audience.domain.relation.EntityLink.Value;
import dev.tributary.audience.domain.relation.Relations.Entity;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RelationsTest {

  private static final Entity ACME = new Entity("accounts", "acme");

  @ParameterizedTest
  @MethodSource("seeds")
  void endsTheSameWhateverTheOrderAndHoweverOften(long seed) {
    // Given
    var random = new Random(seed);
    var told = new ArrayList<EntityLink>();
    for (int i = 0; i < 8; i++) {
      var value = random.nextInt(5) == 0 ? Json.Null.VALUE : Json.of(random.nextInt(9));
      told.add(
          new EntityLink(
              random.nextInt(3) > 0,
              random.nextInt(6),
              Map.of("t" + random.nextInt(2), new Value(value, random.nextInt(5)))));
    }
    var again = new ArrayList<>(told);
    again.addAll(told.subList(0, 4));
    Collections.shuffle(again, random);

    // When
    var left = new Relations();
    var right = new Relations();
    var merged = new Relations();
    told.forEach(link -> left.tell(ACME, link));
    again.subList(0, 6).forEach(link -> right.tell(ACME, link));
    again.subList(6, again.size()).forEach(link -> merged.tell(ACME, link));
    right.absorb(merged);

    // Then
    assertThat(right.of("accounts")).isEqualTo(left.of("accounts"));
    assertThat(Relations.fromBytes(left.toBytes()).of("accounts")).isEqualTo(left.of("accounts"));
  }

  @Test
  void hasNoTraitOfAnEntityItLeft() {
    // Given
    var relations = new Relations();
    relations.tell(ACME, new EntityLink(true, 1, Map.of("plan", new Value(Json.of("pro"), 1))));

    // When
    boolean left = relations.tell(ACME, new EntityLink(false, 2, Map.of()));
    boolean again = relations.tell(ACME, new EntityLink(false, 2, Map.of()));

    // Then
    assertThat(left).isTrue();
    assertThat(again).isFalse();
    assertThat(relations.of("accounts")).isEmpty();
  }

  @Test
  void makesRoomByForgettingAnEntityThatWasLeft() {
    // Given
    var relations = new Relations();
    for (int i = 0; i < Relations.MAX_LINKS; i++) {
      relations.tell(new Entity("accounts", "a" + i), new EntityLink(i != 7, 1, Map.of()));
    }

    // When
    boolean first = relations.tell(ACME, new EntityLink(true, 2, Map.of()));
    boolean second = relations.tell(new Entity("accounts", "x"), new EntityLink(true, 2, Map.of()));

    // Then
    assertThat(List.of(first, second)).containsExactly(true, false);
    assertThat(relations.of("accounts")).hasSize(Relations.MAX_LINKS);
  }

  @Test
  void refusesBytesThatAreCutOff() {
    var relations = new Relations();
    relations.tell(ACME, new EntityLink(true, 1, Map.of("plan", new Value(Json.of("pro"), 1))));
    var bytes = relations.toBytes();

    for (int length = 0; length < bytes.length; length++) {
      var cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> Relations.fromBytes(cut)).isInstanceOf(InvalidValue.class);
    }
  }

  static LongStream seeds() {
    return LongStream.range(0, 1_000);
  }
}
