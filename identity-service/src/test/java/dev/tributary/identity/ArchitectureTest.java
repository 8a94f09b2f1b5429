package dev.tributary.identity;

import dev.tributary.platform.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  @Test
  void theDomainIsPureAndEdgesDoNotKnowEachOther() {
    ArchitectureRules.check("dev.tributary.identity");
  }
}
