package dev.tributary.audience.domain.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ContainmentTest {

  private final Map<String, Condition> defined = new HashMap<>();

  @Test
  void takesAudiencesThatAreDefined() {
    define("a");
    define("b", "a");

    assertThat(problems("c", "a", "b")).isEmpty();
  }

  @Test
  void refusesOneThatIsNotDefined() {
    assertThat(problems("c", "nobody"))
        .containsExactly("names the audience nobody, which is not defined");
  }

  @Test
  void refusesOneThatContainsItselfAndTellsTheWay() {
    // Given: c is about to be changed
    define("c");
    define("b", "c");
    define("a", "b");

    assertThat(problems("c", "a"))
        .containsExactly("contains itself: c contains a contains b contains c");
    assertThat(problems("d", "d")).containsExactly("contains itself: d contains d");
  }

  @Test
  void refusesMoreThanEightLevels() {
    define("a0");
    for (int i = 1; i <= 8; i++) {
      define("a" + i, "a" + (i - 1));
    }

    assertThat(problems("top", "a7")).isEmpty();
    assertThat(problems("top", "a8")).containsExactly("contains audiences in more than 8 levels");
  }

  @Test
  void staysQuickWhereEachContainsAllBefore() {
    define("a0");
    for (int i = 1; i <= 8; i++) {
      int level = i;
      define(
          "a" + i,
          Stream.iterate(0, n -> n + 1).limit(level).map(n -> "a" + n).toArray(String[]::new));
    }

    assertThat(problems("top", "a7", "a6", "a5")).isEmpty();
  }

  private void define(String name, String... contained) {
    defined.put(name, containing(contained));
  }

  private List<String> problems(String name, String... contained) {
    return Containment.problems(
        name, containing(contained), other -> Optional.ofNullable(defined.get(other)));
  }

  private static Condition containing(String... contained) {
    return new Condition.Not(
        new Condition.Any(Stream.of(contained).<Condition>map(Condition.InAudience::new).toList()));
  }
}
