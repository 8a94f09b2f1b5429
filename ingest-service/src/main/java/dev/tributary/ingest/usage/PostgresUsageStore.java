package dev.tributary.ingest.usage;

import static dev.tributary.platform.storage.Postgres.await;
import static dev.tributary.platform.storage.Postgres.send;

import dev.tributary.ingest.domain.usage.DistinctCount;
import dev.tributary.ingest.domain.usage.Tally;
import dev.tributary.ingest.domain.usage.UsageStore;
import dev.tributary.platform.storage.Migrations;
import dev.tributary.platform.storage.Postgres;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Usage and positions in two tables, changed in one transaction. */
@ApplicationScoped
class PostgresUsageStore implements UsageStore {

  private static final String SETTINGS = "SET LOCAL statement_timeout = '10s'";

  private final Postgres postgres;
  private final Migrations migrations;

  PostgresUsageStore(Postgres postgres, Migrations migrations) {
    this.postgres = postgres;
    this.migrations = migrations;
  }

  @Override
  public Map<Integer, Long> positions() {
    migrations.await(Duration.ofSeconds(1));
    return postgres.withConnection(connection -> {
      var positions = new HashMap<Integer, Long>();
      for (var row :
          await(
              send(connection, "SELECT partition, position FROM usage_position", Tuple.tuple()))) {
        positions.put(row.getInteger(0), row.getLong(1));
      }
      return positions;
    });
  }

  @Override
  public boolean add(Tally tally, Map<Integer, Long> from, Map<Integer, Long> to) {
    try {
      postgres.inTransaction(
          SETTINGS,
          connection -> {
            move(connection, from, to);
            tally.amounts().entrySet().stream()
                .sorted(
                    Comparator.comparing(
                        each -> each.getKey().source() + " " + each.getKey().month()))
                .forEach(each -> add(connection, each.getKey(), each.getValue()));
            return true;
          });
      return true;
    } catch (CountedMeanwhile _) {
      return false;
    }
  }

  /** In the order of the partitions, so that two replicas never wait for each other. */
  private static void move(
      SqlConnection connection, Map<Integer, Long> from, Map<Integer, Long> to) {
    to.keySet().stream()
        .sorted()
        .forEach(partition -> {
          var sql =
              "INSERT INTO usage_position AS known VALUES ($1, $3) ON CONFLICT (partition)"
                  + " DO UPDATE SET position = $3 WHERE known.position = $2";
          var arguments = Tuple.of(partition, from.get(partition), to.get(partition));
          if (await(send(connection, sql, arguments)).rowCount() == 0) {
            throw new CountedMeanwhile();
          }
        });
  }

  private static void add(SqlConnection connection, Tally.Key key, Tally.Amount amount) {
    var month = key.month().atDay(1);
    var known =
        await(
            send(
                connection,
                "SELECT users FROM source_usage WHERE source = $1 AND month = $2 FOR UPDATE",
                Tuple.of(key.source(), month)));
    var users = DistinctCount.of(amount.users().toBytes());
    for (var row : known) {
      users.addAll(DistinctCount.of(row.getBuffer(0).getBytes()));
    }
    var sql =
        "INSERT INTO source_usage AS known VALUES ($1, $2, $3, $4) ON CONFLICT (source, month)"
            + " DO UPDATE SET events = known.events + $3, users = $4";
    await(
        send(
            connection,
            sql,
            Tuple.of(key.source(), month, amount.events(), Buffer.buffer(users.toBytes()))));
  }

  @Override
  public List<Usage> between(YearMonth first, YearMonth last) {
    migrations.await(Duration.ofSeconds(1));
    return postgres.withConnection(connection -> {
      var sql =
          "SELECT source, month, events, users FROM source_usage WHERE month BETWEEN $1 AND $2"
              + " ORDER BY month, source";
      var usage = new ArrayList<Usage>();
      for (var row : await(send(connection, sql, Tuple.of(first.atDay(1), last.atDay(1))))) {
        usage.add(
            new Usage(
                row.getString(0),
                YearMonth.from(row.getLocalDate(1)),
                row.getLong(2),
                DistinctCount.of(row.getBuffer(3).getBytes()).estimate()));
      }
      return List.copyOf(usage);
    });
  }

  /** Another replica was faster; nothing is to be added. */
  private static final class CountedMeanwhile extends RuntimeException {
    CountedMeanwhile() {
      super("counted meanwhile", null, false, false);
    }
  }
}
