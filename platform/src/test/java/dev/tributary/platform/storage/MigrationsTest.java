package dev.tributary.platform.storage;

import static org.awaitility.Awaitility.await;

import dev.tributary.platform.testing.EmbeddedServers;
import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** A schema is brought up to date whatever came in between. */
@QuarkusTest
@WithTestResource(EmbeddedServers.class)
class MigrationsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Inject Flyway flyway;
  @Inject AgroalDataSource connections;
  @Inject Migrations ofTheService;

  /** As Flyway does where the server dies amid a migration. */
  @Test
  void isDoneAlthoughAnAttemptBeforeNeverGaveItsConnectionsBack() throws SQLException {
    // Given
    ofTheService.await(PATIENCE);
    var lost = connections.getConnection();
    var migrations = new Migrations(flyway, connections);

    // When
    migrations.start(new StartupEvent());

    // Then
    await().atMost(PATIENCE).until(migrations::done);
    migrations.stop(new ShutdownEvent());
    await().atMost(PATIENCE).until(lost::isClosed);
  }
}
