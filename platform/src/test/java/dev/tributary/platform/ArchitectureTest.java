package dev.tributary.platform;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The platform's domain is as pure as it asks the services' to be. */
class ArchitectureTest {

  @Test
  void theDomainKnowsOnlyTheJdkAndItself() {
    var main =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.tributary.platform");
    classes()
        .that()
        .resideInAPackage("dev.tributary.platform.domain..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("dev.tributary.platform.domain..", "java..", "org.jspecify..")
        .check(main);
  }
}
