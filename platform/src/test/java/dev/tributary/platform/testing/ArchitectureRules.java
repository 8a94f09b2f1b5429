package dev.tributary.platform.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.grpc.GrpcService;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import java.util.List;

/** The rules of the house that a service's architecture test holds; see STYLE.md. */
public final class ArchitectureRules {

  private static final List<String> EDGES = List.of("http", "grpc", "messaging", "storage");

  private ArchitectureRules() {}

  /**
   * Checks all rules.
   *
   * @param root the service's package, for instance {@code dev.tributary.identity}
   */
  public static void check(String root) {
    var main =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(root);
    theDomainIsPure(main, root);
    edgesDoNotKnowEachOther(main, root);
    callsDoNotStartLate(main);
    nobodyPrints(main);
  }

  /** The domain knows the JDK, JSpecify, itself, and the domains of what services share. */
  public static void theDomainIsPure(JavaClasses main, String root) {
    classes()
        .that()
        .resideInAPackage(root + ".domain..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            root + ".domain..",
            "dev.tributary.platform.domain..",
            "dev.tributary.connectors.domain..",
            "java..",
            "javax.crypto..",
            "org.jspecify..")
        .check(main);
  }

  /** An edge knows the domain and the configuration, but no other edge. */
  public static void edgesDoNotKnowEachOther(JavaClasses main, String root) {
    for (var edge : EDGES) {
      var others =
          EDGES.stream()
              .filter(other -> !other.equals(edge))
              .map(other -> root + "." + other + "..")
              .toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage(root + "." + edge + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(others)
          .allowEmptyShould(true)
          .check(main);
    }
  }

  /** See {@link dev.tributary.platform.grpc.GrpcAnswers}. */
  private static void callsDoNotStartLate(JavaClasses main) {
    noMethods()
        .that()
        .areDeclaredInClassesThat()
        .areAnnotatedWith(GrpcService.class)
        .should()
        .beAnnotatedWith(RunOnVirtualThread.class)
        .orShould()
        .beAnnotatedWith(Blocking.class)
        .allowEmptyShould(true)
        .check(main);
  }

  private static void nobodyPrints(JavaClasses main) {
    noClasses()
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(main);
  }
}
