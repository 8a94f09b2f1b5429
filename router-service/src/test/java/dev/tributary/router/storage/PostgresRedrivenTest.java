package dev.tributary.router.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tributary.platform.storage.Postgres;
import dev.tributary.platform.testing.EmbeddedServers;
import dev.tributary.router.domain.deadletter.LetterId;
import dev.tributary.router.domain.deadletter.Redriven;
import dev.tributary.router.testing.RouterProfile;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What was redriven, in a real PostgreSQL. */
@QuarkusTest
@TestProfile(RouterProfile.class)
@WithTestResource(EmbeddedServers.class)
class PostgresRedrivenTest {

  /** Which no letter has. */
  private static final int PARTITION = 900_001;

  @Inject Redriven redriven;
  @Inject Postgres postgres;

  @Test
  void keepsWhatWasNotedOfARange() {
    // When
    redriven.note(List.of(letter(1), letter(5), letter(9), new LetterId(PARTITION + 1, 6)));
    redriven.note(List.of(letter(5)));

    // Then
    var marks = redriven.among(PARTITION, 1, 9).last();
    assertThat(marks).containsOnlyKeys(1L, 5L);
    assertThat(marks.get(5L)).isCloseTo(Instant.now(), within(5, ChronoUnit.MINUTES));
    assertThat(redriven.among(PARTITION, 6, 9)).isEqualTo(Redriven.Marks.NONE);
  }

  @Test
  void letsManyNoteTheSameAtOnce() throws Exception {
    var all = new ArrayList<>(IntStream.range(100, 600).mapToObj(i -> letter(i)).toList());
    try (var threads = Executors.newFixedThreadPool(6)) {
      var noted = new ArrayList<Runnable>();
      for (int i = 0; i < 6; i++) {
        var shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled);
        noted.add(() -> redriven.note(shuffled));
      }
      for (var each : noted.stream().map(threads::submit).toList()) {
        each.get();
      }
    }

    assertThat(redriven.among(PARTITION, 100, 600).last()).hasSize(500);
  }

  @Test
  void forgetsWhatNoLetterCanBeOfAnyMore() {
    // Given
    redriven.note(List.of(letter(1_000), letter(1_001)));
    age(1_000, 91);
    age(1_001, 89);

    // When
    redriven.note(List.of(letter(1_002)));

    // Then
    assertThat(redriven.among(PARTITION, 1_000, 1_010).last()).containsOnlyKeys(1_001L, 1_002L);
  }

  private void age(long offset, int days) {
    var _ =
        postgres.withConnection(connection ->
            Postgres.await(
                Postgres.send(
                    connection,
                    "UPDATE redriven_letter SET redriven_at = now() - $2 * interval '1 day'"
                        + " WHERE \"offset\" = $1 AND \"partition\" = 900001",
                    Tuple.of(offset, (double) days))));
  }

  private static LetterId letter(long offset) {
    return new LetterId(PARTITION, offset);
  }
}
