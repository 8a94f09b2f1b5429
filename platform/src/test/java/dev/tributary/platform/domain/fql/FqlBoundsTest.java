package dev.tributary.platform.domain.fql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How large a filter may be, and that no event is too awkward for one. */
class FqlBoundsTest {

  @Test
  void takesTenThousandCharactersAndNotOneMore() {
    // Given
    var longest = "a = \"" + "x".repeat(Fql.MAX_LENGTH - 6) + "\"";

    // When
    var filter = Fql.parse(longest);

    // Then
    assertThat(filter.text()).hasSize(Fql.MAX_LENGTH);
    assertRefused(longest + " ", "longer than 10000 characters");
  }

  @Test
  void refusesWhatIsTooLongInItsCanonicalForm() {
    // Given
    var text = "a='" + "\"".repeat(6_000) + "'";

    // Then
    assertRefused(text, "longer than 10000 characters");
  }

  @Test
  void takesAHundredLevelsAndNotOneMore() {
    // Given
    var deepest = "(".repeat(Fql.MAX_DEPTH - 1) + "a" + ")".repeat(Fql.MAX_DEPTH - 1);

    // When
    var filter = Fql.parse(deepest);

    // Then
    assertThat(filter.text()).isEqualTo("a");
    assertRefused("(" + deepest + ")", "wrong at offset 100: nested deeper than 100 levels");
    assertRefused("!".repeat(5_000) + "a", "wrong at offset 100: nested deeper than 100 levels");
    assertRefused("a in " + "[".repeat(5_000), "wrong at offset 105: nested deeper");
    assertRefused("bool(".repeat(1_900), "wrong at offset 500: nested deeper than 100 levels");
  }

  @Test
  void takesAThousandItemsAndNotOneMore() {
    // Given
    var items = String.join(",", Collections.nCopies(Fql.MAX_LIST, "1"));

    // When
    var filter = Fql.parse("a in [" + items + "]");

    // Then
    assertThat(filter.text()).isEqualTo("a = 1");
    assertRefused("a in [" + items + ",1]", "wrong at offset 5: the list has more than 1000 items");
  }

  @Test
  void takesThousandsOfConditionsSideBySide() {
    // Given
    var filter = Fql.parse(String.join(" or ", Collections.nCopies(1_400, "a=5")));

    // When
    boolean matches = filter.matches(Json.object("a", Json.of(5)));

    // Then
    assertThat(matches).isTrue();
    assertThat(filter.text()).isEqualTo("a = 5");
  }

  @Test
  void readsItsOwnTextWhereAlternativesFillMoreThanOneList() {
    // Given
    var filter =
        Fql.parse(
            IntStream.range(0, 1_100).mapToObj(i -> "a=" + i).collect(Collectors.joining(" or ")));

    // When
    var again = Fql.parse(filter.text());

    // Then
    assertThat(again).isEqualTo(filter);
    assertThat(filter.text()).containsOnlyOnce(" or ");
    assertThat(filter.matches(Json.object("a", Json.of(1_099)))).isTrue();
  }

  @Test
  void refusesAPatternLongerThanAThousandCharacters() {
    // Then
    assertRefused(
        "match(a, '" + "?".repeat(1_001) + "')", "wrong at offset 9: the pattern is longer");
  }

  @Test
  void failsAPatternFromTheEventThatIsNone() {
    // Given
    var filter = Fql.parse("match(a, b)");
    var event = Json.object("a", Json.of("x"));

    // When
    boolean broken = filter.matches(event.with("b", Json.of("[x")));
    boolean tooLong = filter.matches(event.with("b", Json.of("*".repeat(1_001))));

    // Then
    assertThat(broken).isFalse();
    assertThat(tooLong).isFalse();
  }

  @Test
  void comparesNumbersWithVastExponents() {
    // Given
    var event = Json.object("a", Json.of(new BigDecimal("100e2147483646")));

    // Then
    assertThat(Fql.parse("a > 1e999").matches(event)).isTrue();
    assertThat(Fql.parse("a in [1, 2]").matches(event)).isFalse();
    assertThat(Fql.parse("string(a) = '1e+2147483648'").matches(event)).isTrue();
    assertThat(Fql.parse("number(string(a)) = a").matches(event)).isTrue();
  }

  private static void assertRefused(String text, String reason) {
    assertThatExceptionOfType(InvalidValue.class)
        .isThrownBy(() -> Fql.parse(text))
        .satisfies(refusal -> assertThat(refusal.reason()).startsWith(reason));
  }
}
