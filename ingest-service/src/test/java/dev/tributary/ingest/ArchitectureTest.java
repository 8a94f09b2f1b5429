package dev.tributary.ingest;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.tributary.platform.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  @Test
  void keepsTheRulesOfTheHouse() {
    ArchitectureRules.check("dev.tributary.ingest");
  }

  @Test
  void theEdgesDoNotKnowOneAnother() {
    var main =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.tributary.ingest");
    slices()
        .matching(
            "dev.tributary.ingest.(bots|grpc|http|messaging|presets|quotas|sources|tap|usage|imports|oauth)..")
        .should()
        .notDependOnEachOther()
        .check(main);
  }
}
