package dev.tributary.audience.domain.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.audience.domain.formula.Formula;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DerivationTest {

  private final Map<String, Formula> defined = new HashMap<>();

  @Test
  void takesWhateverIsNoFormulaForAPlainTrait() {
    define("b", "nobody + 1");

    assertThat(problems("c", "b / nobody")).isEmpty();
  }

  @Test
  void refusesOneThatIsMadeOfItselfAndTellsTheWay() {
    // Given: c is about to be changed
    define("c", "1");
    define("b", "c * 2");
    define("a", "coalesce(b, 1)");

    assertThat(problems("c", "a + 1")).containsExactly("names itself: c names a names b names c");
    assertThat(problems("d", "d")).containsExactly("names itself: d names d");
  }

  @Test
  void refusesMoreThanEightLevelsOfFormulas() {
    define("f0", "plain + 1");
    for (int i = 1; i <= 8; i++) {
      define("f" + i, "f%d + f%d".formatted(i - 1, Math.max(0, i - 2)));
    }

    assertThat(problems("top", "f7")).isEmpty();
    assertThat(problems("top", "f8")).containsExactly("names formulas in more than 8 levels");
  }

  private void define(String name, String formula) {
    defined.put(name, Formula.parse(formula));
  }

  private List<String> problems(String name, String formula) {
    return Derivation.problems(
        name, Formula.parse(formula), other -> Optional.ofNullable(defined.get(other)));
  }
}
