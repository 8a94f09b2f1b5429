package dev.tributary.platform.storage;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Not ready before the schema is up to date, nor while PostgreSQL does not answer; unless the
 * service does its main job without it ({@code tributary.postgres.needed-to-be-ready}).
 */
@Readiness
@ApplicationScoped
class PostgresReadiness implements AsyncHealthCheck {

  private static final Duration LIMIT = Duration.ofSeconds(2);

  private final Migrations migrations;
  private final PostgresConfig config;
  private final Pool pool;

  PostgresReadiness(Migrations migrations, PostgresConfig config, Pool pool) {
    this.migrations = migrations;
    this.config = config;
    this.pool = pool;
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    if (!config.neededToBeReady()) {
      return Uni.createFrom().item(answer(true));
    }
    if (!migrations.done()) {
      return Uni.createFrom().item(answer(false));
    }
    return pool.query("select 1")
        .execute()
        .ifNoItem()
        .after(LIMIT)
        .fail()
        .map(_ -> answer(true))
        .onFailure()
        .recoverWithItem(() -> answer(false));
  }

  private static HealthCheckResponse answer(boolean up) {
    return HealthCheckResponse.named("postgresql").status(up).build();
  }
}
