package dev.tributary.identity.domain.linkage.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.identity.domain.linkage.people.People;
import dev.tributary.identity.domain.linkage.people.People.Records;
import dev.tributary.identity.domain.linkage.people.Population;
import dev.tributary.identity.domain.linkage.run.Limits;
import dev.tributary.identity.domain.linkage.run.Method;
import dev.tributary.identity.domain.linkage.run.Progress;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The whole pure pipeline over generated people, whose truth is known. */
class PipelineTest {

  private static final Population POPULATION = Population.usual(5_000);
  private static final long SEED = 20_260_101;

  @Test
  void findsTheRecordsOfOnePersonThoughHouseholdsShareAlmostAll() {
    // Given
    var written = People.of(POPULATION, SEED).written();

    // When
    var evaluation = evaluate(Method.FELLEGI_SUNTER, written);

    // Then
    assertThat(evaluation.at(0.9).precision()).isGreaterThan(0.9);
  }

  @Test
  void findsTheDevicesOfOnePersonByNetworksAndHabits() {
    // Given
    var devices = People.of(POPULATION, SEED).devices();

    // When
    var evaluation = evaluate(Method.CROSS_DEVICE, devices);

    // Then
    assertThat(evaluation.at(0.9).precision()).isGreaterThan(0.5);
  }

  private static Evaluation evaluate(Method method, Records known) {
    return Evaluator.evaluate(
        method, known.records(), known.customerOf(), Set.of(), Limits.DEFAULT, SEED, Progress.NONE);
  }
}
