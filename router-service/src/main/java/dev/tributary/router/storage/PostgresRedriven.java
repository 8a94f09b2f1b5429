package dev.tributary.router.storage;

import dev.tributary.platform.storage.Postgres;
import dev.tributary.router.domain.deadletter.LetterId;
import dev.tributary.router.domain.deadletter.Redriven;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;

/** What was redriven, in PostgreSQL; thrown away when letters have long been gone. */
@ApplicationScoped
class PostgresRedriven implements Redriven {

  /** In the order of the key, so that two routers that note the same wait for each other. */
  private static final String NOTE =
      """
      INSERT INTO redriven_letter ("partition", "offset", redriven_at)
      SELECT p, o, now() FROM unnest($1::integer[], $2::bigint[]) AS letter (p, o) ORDER BY p, o
      ON CONFLICT ("partition", "offset") DO UPDATE SET redriven_at = excluded.redriven_at
      """;

  private static final String FORGET =
      "DELETE FROM redriven_letter WHERE redriven_at < now() - interval '90 days'";

  private static final String AMONG =
      """
      SELECT "offset", redriven_at FROM redriven_letter
      WHERE "partition" = $1 AND "offset" >= $2 AND "offset" < $3
      """;

  private final Postgres postgres;

  PostgresRedriven(Postgres postgres) {
    this.postgres = postgres;
  }

  @Override
  public void note(Collection<LetterId> letters) {
    var partitions = letters.stream().map(LetterId::partition).toArray(Integer[]::new);
    var offsets = letters.stream().map(LetterId::offset).toArray(Long[]::new);
    var _ =
        postgres.withConnection(connection -> {
          var noted =
              Postgres.send(
                  connection,
                  NOTE,
                  Tuple.tuple().addArrayOfInteger(partitions).addArrayOfLong(offsets));
          var forgotten = Postgres.send(connection, FORGET, Tuple.tuple());
          Postgres.await(noted);
          return Postgres.await(forgotten).rowCount();
        });
  }

  @Override
  public Marks among(int partition, long from, long to) {
    var last = new HashMap<Long, Instant>();
    var rows =
        postgres.withConnection(connection ->
            Postgres.await(Postgres.send(connection, AMONG, Tuple.of(partition, from, to))));
    for (var row : rows) {
      last.put(row.getLong("offset"), row.getOffsetDateTime("redriven_at").toInstant());
    }
    return new Marks(last);
  }
}
