package dev.tributary.ingest.imports;

import static dev.tributary.platform.storage.Postgres.await;
import static dev.tributary.platform.storage.Postgres.send;

import dev.tributary.ingest.domain.bulk.Import;
import dev.tributary.ingest.domain.bulk.Import.Format;
import dev.tributary.ingest.domain.bulk.Import.Progress;
import dev.tributary.ingest.domain.bulk.ImportStore;
import dev.tributary.platform.storage.Migrations;
import dev.tributary.platform.storage.Postgres;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Imports in a table of their own. */
@ApplicationScoped
class PostgresImportStore implements ImportStore {

  private static final String SELECT =
      "SELECT id, source, format, header, bytes, accepted, rejected, complete FROM event_import ";

  private final Postgres postgres;
  private final Migrations migrations;

  PostgresImportStore(Postgres postgres, Migrations migrations) {
    this.postgres = postgres;
    this.migrations = migrations;
  }

  @Override
  public void create(Import begun) {
    var _ =
        run(
            "INSERT INTO event_import VALUES ($1, $2, $3, '', 0, 0, 0, false)",
            Tuple.of(begun.id(), begun.source(), begun.format().formatName()));
  }

  @Override
  public Optional<Import> find(UUID id) {
    return read(run(SELECT + "WHERE id = $1", Tuple.of(id))).stream().findFirst();
  }

  @Override
  public List<Import> of(String source) {
    return read(
        run(SELECT + "WHERE source = $1 ORDER BY created_at DESC LIMIT 100", Tuple.of(source)));
  }

  @Override
  public boolean advance(Import before, Import after) {
    var progress = after.progress();
    var sql =
        "UPDATE event_import SET header = $3, bytes = $4, accepted = $5, rejected = $6,"
            + " complete = $7 WHERE id = $1 AND bytes = $2 AND NOT complete";
    var arguments =
        Tuple.of(before.id(), before.progress().bytes(), after.header(), progress.bytes())
            .addLong(progress.accepted())
            .addLong(progress.rejected())
            .addBoolean(progress.complete());
    return run(sql, arguments).rowCount() == 1;
  }

  private RowSet<Row> run(String sql, Tuple arguments) {
    migrations.await(Duration.ofSeconds(1));
    return postgres.withConnection(connection -> await(send(connection, sql, arguments)));
  }

  private static List<Import> read(RowSet<Row> rows) {
    var imports = new ArrayList<Import>();
    for (var row : rows) {
      var progress =
          new Progress(row.getLong(4), row.getLong(5), row.getLong(6), row.getBoolean(7));
      imports.add(
          new Import(
              row.getUUID(0),
              row.getString(1),
              Format.named(row.getString(2)),
              row.getString(3),
              progress));
    }
    return List.copyOf(imports);
  }
}
