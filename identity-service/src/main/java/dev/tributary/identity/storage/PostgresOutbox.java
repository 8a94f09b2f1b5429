package dev.tributary.identity.storage;

import dev.tributary.identity.domain.outbox.Outbox;
import dev.tributary.identity.domain.outbox.Told;
import dev.tributary.platform.storage.Postgres;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The outbox in PostgreSQL. One instance at a time drains it, so the order of records is kept. */
@ApplicationScoped
class PostgresOutbox implements Outbox {

  /** Any number that no other lock of this database has. */
  private static final long LOCK = 7_266_001;

  private static final String TRY = "SELECT pg_try_advisory_xact_lock($1)";
  private static final String OLDEST =
      "SELECT id, topic, key, value FROM outbox ORDER BY id LIMIT $1";
  private static final String TAKE_OUT = "DELETE FROM outbox WHERE id = ANY ($1::bigint[])";

  private final Postgres postgres;

  PostgresOutbox(Postgres postgres) {
    this.postgres = postgres;
  }

  @Override
  public int drain(int most, Consumer<List<Told>> send) {
    return postgres.inTransaction(
        "SET LOCAL statement_timeout = '30s'", connection -> drain(connection, most, send));
  }

  private static int drain(SqlConnection connection, int most, Consumer<List<Told>> send) {
    var mine = Postgres.await(Postgres.send(connection, TRY, Tuple.of(LOCK)));
    if (!mine.iterator().next().getBoolean(0)) {
      return 0;
    }
    var ids = new ArrayList<Long>();
    var records = new ArrayList<Told>();
    for (var row : Postgres.await(Postgres.send(connection, OLDEST, Tuple.of(most)))) {
      ids.add(row.getLong(0));
      records.add(new Told(row.getString(1), row.getString(2), row.getBuffer(3).getBytes()));
    }
    if (!records.isEmpty()) {
      send.accept(records);
      var sent = Tuple.tuple().addArrayOfLong(ids.toArray(Long[]::new));
      Postgres.await(Postgres.send(connection, TAKE_OUT, sent));
    }
    return records.size();
  }
}
