package dev.tributary.warehouse.domain.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.warehouse.domain.Outcome;
import dev.tributary.warehouse.domain.dialect.DuckDb;
import dev.tributary.warehouse.domain.dialect.PostgreSql;
import dev.tributary.warehouse.testing.Histories;
import dev.tributary.warehouse.testing.MemoryTables;
import dev.tributary.warehouse.testing.NaiveModel;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the order, the batches and the repeats: the tables of the naive model. */
class AnyOrderTest {

  @ParameterizedTest
  @MethodSource("seeds")
  void endsWithTheSameTablesInAnyOrderAndHoweverOften(long seed) {
    // Given
    var histories = new Histories(seed);
    var items = histories.items(1 + (int) (seed % 40));
    var dialect = seed % 2 == 0 ? new PostgreSql() : new DuckDb();
    var tables = new MemoryTables(dialect.limits());
    var warehouse = new TableWarehouse(dialect.naming(), tables);

    // When
    for (var batch : histories.batches(items)) {
      assertThat(warehouse.load(batch))
          .hasSameSizeAs(batch.items())
          .allMatch(outcome -> outcome.equals(new Outcome.Stored()));
    }

    // Then
    assertThat(tables.snapshot().lines())
        .containsExactlyInAnyOrderElementsOf(NaiveModel.of(items, dialect.naming()).lines());
  }

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }
}
