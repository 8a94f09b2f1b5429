package dev.tributary.warehouse;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.tributary.warehouse");

  @Test
  void theDomainKnowsOnlyTheJdkAndItself() {
    classes()
        .that()
        .resideInAPackage("..warehouse.domain..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "..warehouse.domain..",
            "java.lang..",
            "java.util..",
            "java.math..",
            "java.time..",
            "java.nio.charset..",
            "java.security..",
            "org.jspecify..")
        .check(MAIN);
  }

  @Test
  void edgesDoNotKnowEachOther() {
    slices()
        .matching("dev.tributary.warehouse.(jdbc|http|parquet)..")
        .should()
        .notDependOnEachOther()
        .check(MAIN);
  }
}
