package dev.tributary.governance;

import dev.tributary.platform.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  @Test
  void keepsTheRulesOfTheHouse() {
    ArchitectureRules.check("dev.tributary.governance");
  }
}
