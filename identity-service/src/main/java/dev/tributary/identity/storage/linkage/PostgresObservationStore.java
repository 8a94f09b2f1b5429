package dev.tributary.identity.storage.linkage;

import dev.tributary.identity.domain.linkage.observation.Observation;
import dev.tributary.identity.domain.linkage.observation.ObservationStore;
import dev.tributary.identity.storage.Columns;
import dev.tributary.platform.storage.Postgres;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;

/** Observations in PostgreSQL: one statement adds a batch, a second takes out what is too much. */
@ApplicationScoped
class PostgresObservationStore implements ObservationStore {

  static final int CHUNK = 10_000;

  private static final String ADD =
      """
      INSERT INTO observation AS o (anchor, field, value, days, last_day)
      SELECT k.anchor, k.field, k.value, array_agg(DISTINCT k.day), max(k.day)
      FROM unnest($1::uuid[], $2::text[], $3::text[], $4::int[]) AS k (anchor, field, value, day)
      GROUP BY k.anchor, k.field, k.value
      ORDER BY k.anchor, k.field, k.value
      ON CONFLICT (anchor, field, value) DO UPDATE
      SET days = ARRAY(
            SELECT DISTINCT d FROM unnest(o.days || EXCLUDED.days) AS u (d) ORDER BY d DESC LIMIT 30),
          last_day = greatest(o.last_day, EXCLUDED.last_day)
      WHERE NOT o.days @> EXCLUDED.days
      """;

  private static final String TRIM =
      """
      DELETE FROM observation o
      USING (
        SELECT s.anchor, s.field, s.value, k.most,
               row_number() OVER (
                 PARTITION BY s.anchor, s.field ORDER BY s.last_day DESC, s.value) AS place
        FROM (SELECT DISTINCT * FROM unnest($1::uuid[], $2::text[], $3::int[])
              AS x (anchor, field, most)) k
        JOIN observation s ON s.anchor = k.anchor AND s.field = k.field
      ) r
      WHERE r.place > r.most
        AND o.anchor = r.anchor AND o.field = r.field AND o.value = r.value
      """;

  private static final String FORGET =
      """
      DELETE FROM observation WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM observation WHERE last_day < $1 LIMIT $2))
      """;

  private final Postgres postgres;
  private final Pool pool;
  private final MeterRegistry metrics;

  PostgresObservationStore(Postgres postgres, Pool pool, MeterRegistry metrics) {
    this.postgres = postgres;
    this.pool = pool;
    this.metrics = metrics;
  }

  @Override
  public void add(Collection<Observation> observations) {
    int stored =
        postgres.inTransaction(
            "SET LOCAL statement_timeout = '30s'", connection -> add(connection, observations));
    metrics.counter("tributary.identity.observations", "outcome", "stored").increment(stored);
  }

  private static int add(SqlConnection connection, Collection<Observation> observations) {
    var rows =
        Columns.of(observations)
            .uuids(Observation::anchor)
            .texts(seen -> seen.field().text())
            .texts(Observation::value)
            .ints(Observation::day)
            .tuple();
    var fields =
        Columns.of(observations)
            .uuids(Observation::anchor)
            .texts(seen -> seen.field().text())
            .ints(seen -> seen.field().most())
            .tuple();
    int stored = Postgres.await(Postgres.send(connection, ADD, rows)).rowCount();
    if (stored > 0) {
      Postgres.await(Postgres.send(connection, TRIM, fields));
    }
    return stored;
  }

  @Override
  public long forgetBefore(int day) {
    long all = 0;
    int some;
    do {
      some = Postgres.await(pool.preparedQuery(FORGET).execute(Tuple.of(day, CHUNK))).rowCount();
      all += some;
    } while (some == CHUNK);
    metrics
        .counter("tributary.identity.observations", "outcome", "forgotten")
        .increment((double) all);
    return all;
  }
}
