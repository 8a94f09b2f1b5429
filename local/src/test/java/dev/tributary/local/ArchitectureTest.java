package dev.tributary.local;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.tributary.local");

  @Test
  void theDomainKnowsOnlyTheJdkAndItself() {
    classes()
        .that()
        .resideInAPackage("..local.domain..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "..local.domain..", "java.lang..", "java.util..", "java.time..", "org.jspecify..")
        .check(MAIN);
  }

  @Test
  void whatTestsOfServicesUseKnowsNothingOfTheLauncher() {
    noClasses()
        .that()
        .resideInAnyPackage("..local.servers..", "..local.process..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("..local.suite..", "..local.command..", "..local.client..")
        .check(MAIN);
  }
}
