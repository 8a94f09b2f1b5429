package dev.tributary.platform.domain.fql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.cases.RandomJson;
import dev.tributary.platform.domain.json.Fields;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every filter and every event; each draw is its seed. */
class FqlPropertiesTest {

  private static final int DEPTH = 4;
  private static final int EVENTS = 20;

  static LongStream seeds() {
    return LongStream.range(0, 1_500);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void matchesExactlyAsTheDocumentationReadLiterally(long seed) {
    // Given
    var written = new RandomFilter(seed).condition(DEPTH);
    var filter = Fql.parse(written.text());

    for (var event : events(seed)) {
      // When
      boolean matches = filter.matches(event);

      // Then
      assertThat(matches).as("%s on %s", written.text(), event).isEqualTo(written.holds(event));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void readsNoFieldsButThoseItNames(long seed) {
    // Given
    var filter = Fql.parse(new RandomFilter(seed).condition(DEPTH).text());
    var read = Fields.at(filter.paths());

    for (var event : events(seed)) {
      // When
      var some = JsonText.parseObject(JsonText.write(event), read);

      // Then
      assertThat(filter.matches(some)).as("%s", filter).isEqualTo(filter.matches(event));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void readsItsOwnTextAsItself(long seed) {
    // Given
    var filter = Fql.parse(new RandomFilter(seed).condition(DEPTH).text());

    // When
    var again = Fql.parse(filter.text());

    // Then
    assertThat(again).isEqualTo(filter).hasSameHashCodeAs(filter).hasToString(filter.text());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void impliesOnlyNamesAndTypesThatEveryMatchHas(long seed) {
    // Given
    var filter = Fql.parse(new RandomFilter(seed).condition(DEPTH).text());

    for (var event : events(seed)) {
      // When
      boolean matches = filter.matches(event);

      // Then
      if (matches) {
        assertHas(event, "event", filter.eventNames());
        assertHas(event, "type", filter.eventTypes());
      }
    }
  }

  private static void assertHas(Json.Obj event, String field, Optional<Set<String>> implied) {
    implied.ifPresent(strings ->
        assertThat(event.field(field))
            .hasValueSatisfying(value ->
                assertThat(strings.stream().map(Json::of).toList()).contains((Json.Str) value)));
  }

  @Test
  void impliesNamesOftenEnoughForTheTestAboveToMeanSomething() {
    // When
    var implying =
        seeds()
            .mapToObj(seed -> Fql.parse(new RandomFilter(seed).condition(DEPTH).text()))
            .filter(filter -> filter.eventNames().filter(names -> !names.isEmpty()).isPresent())
            .count();

    // Then
    assertThat(implying).isGreaterThan(50);
  }

  @Test
  void refusesRandomTextWithNothingButItsOwnRefusal() {
    // Given
    var random = new SplittableRandom(42);
    var words =
        List.of(
            "and",
            "or",
            "!",
            "in",
            "(",
            ")",
            "[",
            "]",
            ",",
            "=",
            "!=",
            "<",
            ">=",
            "a",
            "a.b",
            ".",
            "'x'",
            "\"y\"",
            "'",
            "\\",
            "5",
            "-",
            "1e9",
            "true",
            "null",
            "contains",
            "match(",
            "length(",
            "typeof(a)",
            "\n",
            "😀",
            "\u0000",
            "é",
            " ",
            " ",
            "'[a-'",
            "e5",
            "\ud800");

    for (int i = 0; i < 50_000; i++) {
      var text =
          IntStream.range(0, random.nextInt(12))
              .mapToObj(_ -> words.get(random.nextInt(words.size())))
              .collect(Collectors.joining(random.nextBoolean() ? " " : ""));

      // When
      var parsed = parse(text);

      // Then
      parsed.ifPresent(filter -> assertThat(Fql.parse(filter.text())).isEqualTo(filter));
    }
  }

  private static Optional<Fql> parse(String text) {
    try {
      return Optional.of(Fql.parse(text));
    } catch (InvalidValue refusal) {
      assertThat(refusal.field()).isEqualTo("FQL");
      return Optional.empty();
    } catch (RuntimeException e) {
      return fail("parsing <" + text + ">", e);
    }
  }

  private static List<Json.Obj> events(long seed) {
    var random = new RandomJson(seed);
    return IntStream.range(0, EVENTS).mapToObj(_ -> random.object(3)).toList();
  }
}
