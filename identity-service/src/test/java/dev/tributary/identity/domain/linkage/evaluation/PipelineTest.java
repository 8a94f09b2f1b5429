package dev.tributary.identity.domain.linkage.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.identity.domain.linkage.people.People;
import dev.tributary.identity.domain.linkage.people.People.Records;
import dev.tributary.identity.domain.linkage.people.Population;
import dev.tributary.identity.domain.linkage.run.Limits;
import dev.tributary.identity.domain.linkage.run.Method;
import dev.tributary.identity.domain.linkage.run.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The whole pure pipeline over generated people, whose truth is known. Writes what it measured to
 * {@code target/linkage-*.md}.
 */
class PipelineTest {

  private static final Population POPULATION = Population.usual(5_000);
  private static final long SEED = 20_260_101;

  @Test
  void findsTheRecordsOfOnePersonThoughHouseholdsShareAlmostAll() throws IOException {
    // Given
    var written = People.of(POPULATION, SEED).written();

    // When
    var evaluation = evaluate(Method.FELLEGI_SUNTER, written);

    // Then
    write(evaluation);
    assertThat(evaluation.learnt().converged()).isTrue();
    assertThat(evaluation.at(0.5).recall()).isGreaterThan(0.84);
    assertThat(evaluation.at(0.9).precision()).isGreaterThan(0.96);
    assertThat(evaluation.at(0.9).recall()).isGreaterThan(0.72);
    assertThat(evaluation.at(0.999).precision()).isGreaterThan(0.98);
  }

  @Test
  void findsTheDevicesOfOnePersonByNetworksAndHabits() throws IOException {
    // Given
    var devices = People.of(POPULATION, SEED).devices();

    // When
    var evaluation = evaluate(Method.CROSS_DEVICE, devices);

    // Then
    write(evaluation);
    assertThat(evaluation.at(0.5).recall()).isGreaterThan(0.8);
    assertThat(evaluation.at(0.9).precision()).isGreaterThan(0.88);
    assertThat(evaluation.at(0.9).recall()).isGreaterThan(0.6);
  }

  @Test
  void theSameRecordsAndSeedGiveTheSameLinks() {
    // Given
    var written = People.of(Population.usual(300), SEED).written();

    // When
    var one = evaluate(Method.FELLEGI_SUNTER, written);
    var other = evaluate(Method.FELLEGI_SUNTER, written);

    // Then
    assertThat(one).isEqualTo(other);
  }

  private static Evaluation evaluate(Method method, Records known) {
    return Evaluator.evaluate(
        method, known.records(), known.customerOf(), Set.of(), Limits.DEFAULT, SEED, Progress.NONE);
  }

  private static void write(Evaluation evaluation) throws IOException {
    var text = new StringBuilder();
    text.append(
        "%s%n%nSeed %d, %s, %s%n%nRecords %d, pairs compared %d, true pairs %d, of them reached %d%n%n"
            .formatted(
                evaluation.method(),
                SEED,
                POPULATION,
                Limits.DEFAULT,
                evaluation.learnt().counts().records(),
                evaluation.learnt().counts().pairs(),
                evaluation.truePairs(),
                evaluation.reachable()));
    text.append(
        "| threshold | right | wrong | precision | recall | F1 |\n|---|---|---|---|---|---|\n");
    for (var row : evaluation.rows()) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %.3f | %d | %d | %.3f | %.3f | %.3f |%n",
              row.threshold(),
              row.right(),
              row.wrong(),
              row.precision(),
              row.recall(),
              row.f1()));
    }
    var file = Path.of("target", "linkage-" + evaluation.method() + ".md");
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
