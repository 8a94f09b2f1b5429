package dev.tributary.platform.domain;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.tributary.platform.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

class DomainArchitectureTest {

  @Test
  void theDomainKnowsOnlyTheJdkAndItself() {
    // Given
    var main =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.tributary.platform");

    // Then
    ArchitectureRules.theDomainIsPure(main, "dev.tributary.platform");
  }
}
