package dev.tributary.router.domain.matching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.platform.domain.fql.Fql;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TriggerIndexTest {

  private static final List<String> TYPES = List.of("track", "identify", "page");
  private static final List<String> NAMES = List.of("Order Completed", "Viewed", "Added");

  private static final List<String> CONDITIONS =
      List.of(
          "type = 'track'",
          "type = 'page'",
          "type != 'track'",
          "type = 'track' or type = 'identify'",
          "event = 'Order Completed'",
          "event = 'Viewed'",
          "event = 'Viewed' or event = 'Added'",
          "event != 'Added'",
          "!(event = 'Viewed')",
          "event = 'Viewed' and event = 'Added'",
          "properties.total > 5",
          "properties.total <= 5",
          "properties.missing = null",
          "context.tributary.source = 'web'");

  static LongStream seeds() {
    return LongStream.range(0, 1_500);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void findsWhatAskingEveryTriggerFinds(long seed) {
    // Given
    var die = new SplittableRandom(seed);
    var triggers = new LinkedHashMap<Integer, List<Fql>>();
    for (int subscriber = 0; subscriber < die.nextInt(1, 12); subscriber++) {
      var list = new ArrayList<Fql>();
      for (int i = die.nextInt(4); i > 0; i--) {
        list.add(Fql.parse(filter(die)));
      }
      triggers.put(subscriber, list);
    }
    var index = new TriggerIndex<>(triggers);

    for (int i = 0; i < 20; i++) {
      // When
      var type = any(TYPES, die);
      var name = any(NAMES, die);
      var document = document(type, name, die);
      boolean told = type.equals("track");
      var candidates = index.candidates(type, told ? Optional.of(name) : Optional.empty());

      // Then
      assertThat(TriggerIndex.matching(candidates, document)).isEqualTo(naive(triggers, document));
    }
  }

  @Test
  void asksNobodyWhoWantsEventsOfAnotherNameOrType() {
    // Given
    var index =
        new TriggerIndex<>(
            Map.of(
                "orders", List.of(Fql.parse("type = 'track' and event = 'Order Completed'")),
                "views", List.of(Fql.parse("event = 'Viewed'")),
                "pages", List.of(Fql.parse("type = 'page'"))));

    // Then
    assertThat(index.candidates("track", Optional.of("Added"))).isEmpty();
    assertThat(index.candidates("track", Optional.of("Viewed"))).hasSize(1);
    assertThat(index.candidates("identify", Optional.empty())).hasSize(1); // it may be "Viewed"
  }

  @Test
  void asksAFilterOnceThatManyHave() {
    // Given
    var same = new LinkedHashMap<Integer, List<Fql>>();
    for (int i = 0; i < 100; i++) {
      same.put(
          i,
          List.of(
              Fql.parse("event = 'Other'"),
              Fql.parse(
                  i % 2 == 0
                      ? "properties.total > 5 and type = 'track'"
                      : "type = \"track\" and properties.total > 5")));
    }
    var index = new TriggerIndex<>(same);

    // When
    var candidates = index.candidates("track", Optional.of("Viewed"));

    // Then
    assertThat(candidates).hasSize(1);
    var document = parse("{\"type\": \"track\", \"properties\": {\"total\": 6}}");
    assertThat(TriggerIndex.matching(candidates, document))
        .hasSize(100)
        .allSatisfy((_, triggers) -> assertThat(triggers).containsExactly(1));
  }

  private static Map<Integer, List<Integer>> naive(
      Map<Integer, List<Fql>> triggers, Json.Obj document) {
    var matched = new LinkedHashMap<Integer, List<Integer>>();
    triggers.forEach((subscriber, list) -> {
      for (int i = 0; i < list.size(); i++) {
        if (list.get(i).matches(document)) {
          matched.computeIfAbsent(subscriber, _ -> new ArrayList<>()).add(i);
        }
      }
    });
    return matched;
  }

  private static String filter(SplittableRandom die) {
    var filter = "(" + any(CONDITIONS, die) + ")";
    for (int i = die.nextInt(3); i > 0; i--) {
      filter += (die.nextBoolean() ? " and (" : " or (") + any(CONDITIONS, die) + ")";
    }
    return filter;
  }

  private static Json.Obj document(String type, String name, SplittableRandom die) {
    return parse(
        "{\"type\": \"%s\", \"event\": \"%s\", \"properties\": {\"total\": %d}}"
            .formatted(type, name, die.nextInt(10)));
  }

  private static Json.Obj parse(String text) {
    return JsonText.parseObject(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String any(List<String> list, SplittableRandom die) {
    return list.get(die.nextInt(list.size()));
  }
}
