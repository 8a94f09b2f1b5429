package dev.tributary.connectors;

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
          .importPackages("dev.tributary.connectors");

  @Test
  void theDomainKnowsOnlyTheJdkAndItself() {
    classes()
        .that()
        .resideInAPackage("..connectors.domain..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("..domain..", "java..", "javax.crypto..", "org.jspecify..")
        .check(MAIN);
  }

  @Test
  void whatServicesUseKnowsNothingOfTheCommands() {
    noClasses()
        .that()
        .resideOutsideOfPackage("..connectors.tool..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("..connectors.tool..", "picocli..")
        .check(MAIN);
  }
}
