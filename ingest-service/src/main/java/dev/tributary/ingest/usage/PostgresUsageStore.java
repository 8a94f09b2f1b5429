package dev.tributary.ingest.usage;

import static dev.tributary.platform.storage.Postgres.await;
import static dev.tributary.platform.storage.Postgres.send;

import dev.tributary.ingest.domain.usage.DistinctCount;
import dev.tributary.ingest.domain.usage.Offsets;
import dev.tributary.ingest.domain.usage.Offsets.Range;
import dev.tributary.ingest.domain.usage.Tally;
import dev.tributary.ingest.domain.usage.UsageStore;
import dev.tributary.platform.storage.Migrations;
import dev.tributary.platform.storage.Postgres;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Usage and what is counted in two tables, changed in one transaction. */
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
  public Map<Integer, Offsets> counted() {
    migrations.await(Duration.ofSeconds(1));
    return postgres.withConnection(connection -> {
      var sql =
          "SELECT partition, lower(range), upper(range) FROM usage_counted, unnest(offsets) AS range";
      var counted = new HashMap<Integer, Offsets>();
      for (var row : await(send(connection, sql, Tuple.tuple()))) {
        counted
            .computeIfAbsent(row.getInteger(0), _ -> new Offsets())
            .add(new Range(row.getLong(1), row.getLong(2)));
      }
      return counted;
    });
  }

  @Override
  public Set<Integer> add(Tally tally) {
    return postgres.inTransaction(
        SETTINGS,
        connection -> {
          var claimed =
              tally.offsets().entrySet().stream()
                  .filter(each -> claim(connection, each.getKey(), each.getValue()))
                  .map(Map.Entry::getKey)
                  .collect(Collectors.toUnmodifiableSet());
          tally.amounts().entrySet().stream()
              .sorted(
                  Comparator.comparing(
                      each -> each.getKey().source() + " " + each.getKey().month()))
              .forEach(each -> add(connection, each.getKey(), each.getValue(), claimed));
          return claimed;
        });
  }

  /** In the order of the partitions, so that two replicas never wait for each other. */
  private static boolean claim(SqlConnection connection, int partition, Offsets offsets) {
    var sql =
        "INSERT INTO usage_counted AS known VALUES ($1, $2::text::int8multirange)"
            + " ON CONFLICT (partition) DO UPDATE SET offsets = known.offsets + EXCLUDED.offsets"
            + " WHERE NOT known.offsets && EXCLUDED.offsets";
    var ranges =
        offsets.ranges().stream()
            .map(range -> "[" + range.from() + "," + range.to() + ")")
            .collect(Collectors.joining(",", "{", "}"));
    return await(send(connection, sql, Tuple.of(partition, ranges))).rowCount() > 0;
  }

  private static void add(
      SqlConnection connection, Tally.Key key, Tally.Amount amount, Set<Integer> partitions) {
    long events = partitions.stream().mapToLong(amount::eventsIn).sum();
    if (events == 0) {
      return;
    }
    var month = key.month().atDay(1);
    var users = lockedUsers(connection, key.source(), month);
    users.addAll(amount.users());
    var sql =
        "UPDATE source_usage SET events = events + $3, users = $4 WHERE source = $1 AND month = $2";
    var arguments = Tuple.of(key.source(), month, events, Buffer.buffer(users.toBytes()));
    await(send(connection, sql, arguments));
  }

  /** The row is there and this transaction's own, so that nobody adds users meanwhile. */
  private static DistinctCount lockedUsers(
      SqlConnection connection, String source, LocalDate month) {
    var insert = "INSERT INTO source_usage VALUES ($1, $2, 0, $3) ON CONFLICT DO NOTHING";
    var select = "SELECT users FROM source_usage WHERE source = $1 AND month = $2 FOR UPDATE";
    var nobody = Buffer.buffer(DistinctCount.empty().toBytes());
    var inserted = send(connection, insert, Tuple.of(source, month, nobody));
    var selected = send(connection, select, Tuple.of(source, month));
    await(inserted);
    return DistinctCount.of(await(selected).iterator().next().getBuffer(0).getBytes());
  }

  @Override
  public void forgetFrom(int partition, long offset) {
    var sql =
        "UPDATE usage_counted SET offsets = offsets * int8multirange(int8range(0, $2))"
            + " WHERE partition = $1";
    postgres.withConnection(
        connection -> await(send(connection, sql, Tuple.of(partition, offset))));
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
}
