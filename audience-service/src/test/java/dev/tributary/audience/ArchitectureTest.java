package dev.tributary.audience;

import dev.tributary.platform.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  @Test
  void holdsTheRulesOfTheHouse() {
    ArchitectureRules.check("dev.tributary.audience");
  }
}
