package dev.tributary.platform.storage;

import dev.tributary.platform.domain.Unavailable;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSource.FlushMode;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.jboss.logging.Logger;

/**
 * Brings the service's schema up to date at start. A service started before PostgreSQL waits for
 * it: the migration is tried again until it succeeds, and nothing else of the service is held up.
 */
@ApplicationScoped
public class Migrations {

  private static final Logger LOG = Logger.getLogger(Migrations.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Flyway flyway;
  private final AgroalDataSource connections;
  private final CountDownLatch done = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);

  Migrations(Flyway flyway, AgroalDataSource connections) {
    this.flyway = flyway;
    this.connections = connections;
  }

  /** Whether the schema is up to date. */
  public boolean done() {
    return done.getCount() == 0;
  }

  /**
   * Blocks until the schema is up to date.
   *
   * @throws Unavailable if that takes longer than {@code atMost}
   */
  public void await(Duration atMost) {
    try {
      if (!done.await(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new Unavailable("PostgreSQL is away, or its schema is not up to date yet", null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable("Interrupted while waiting for PostgreSQL", e);
    }
  }

  void start(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event) {
    Thread.ofPlatform().daemon().name("migrations").start(this::migrate);
  }

  void stop(@Observes ShutdownEvent event) {
    stopped.countDown();
  }

  private void migrate() {
    boolean away = false;
    do {
      try {
        flyway.migrate();
        done.countDown();
        return;
      } catch (RuntimeException e) { // Whatever it is: nobody else would try again.
        if (!away) {
          LOG.warnf(
              "The schema cannot be brought up to date; retrying until PostgreSQL is there."
                  + " Check tributary.postgres.address and quarkus.datasource.username. %s",
              e.getMessage());
          away = true;
        }
        // Flyway keeps one where the server dies amid a migration; nobody else uses them.
        connections.flush(FlushMode.ALL);
      }
    } while (!stopRequested());
  }

  private boolean stopRequested() {
    try {
      return stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
