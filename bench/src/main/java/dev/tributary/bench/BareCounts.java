package dev.tributary.bench;

import dev.tributary.bench.Alternation.Measured;
import dev.tributary.bench.Alternation.Side;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * The baseline of audiences: events in a table of PostgreSQL and, for each event, an insert and an
 * indexed count of each audience. All of one event is pipelined in one round trip; two connections
 * share the events, one a core. No commit waits for the disk, and the index holds all that a count
 * asks for.
 */
final class BareCounts implements Side, AutoCloseable {

  static final String NAME = "postgres";

  private static final String DATABASE = "audience";
  private static final int CONNECTIONS = 2;
  private static final int PIPELINED = 256;
  private static final int ROWS_A_STATEMENT = 1_000;

  private static final List<String> TABLE =
      List.of(
          "CREATE TABLE bare_events (profile_id uuid, event text, happened bigint, total float8,"
              + " category text)",
          "CREATE INDEX bare_index ON bare_events (profile_id, event, happened)"
              + " INCLUDE (total, category)");

  private static final String INSERT =
      "INSERT INTO bare_events SELECT * FROM unnest($1::uuid[], $2::text[], $3::bigint[],"
          + " $4::float8[], $5::text[])";

  private static final String COUNT =
      "SELECT count(*) FROM bare_events WHERE profile_id = $1 AND event = $2 AND happened > $3";

  private final Vertx vertx = Vertx.vertx();
  private final List<PgConnection> connections;
  private final Bed bed;
  private final List<Wanted> wanted;
  private final Counting counting;
  private final Traffic traffic;
  private final int eventsARun;

  BareCounts(Bed bed, List<Wanted> wanted, Traffic traffic, int eventsARun) {
    this.bed = bed;
    this.wanted = List.copyOf(wanted);
    this.traffic = traffic;
    this.eventsARun = eventsARun;
    this.counting = new Counting(wanted, traffic.profiles());
    this.connections =
        IntStream.range(0, CONNECTIONS)
            .mapToObj(_ ->
                BareUpsert.connect(
                    vertx, bed.port("postgres"), bed.password(), DATABASE, PIPELINED))
            .toList();
  }

  /** Stores what was before, and lets PostgreSQL put its tables in order. */
  void begin(List<Track> history) throws Exception {
    var first = connections.getFirst();
    TABLE.forEach(statement -> Waiting.on(first.query(statement).execute()));
    for (int i = 0; i < history.size(); i += ROWS_A_STATEMENT) {
      var some = history.subList(i, Math.min(history.size(), i + ROWS_A_STATEMENT));
      Waiting.on(first.preparedQuery(INSERT).execute(rows(some)));
    }
    history.forEach(this::count);
    try (var connection = bed.database(DATABASE);
        var statement = connection.createStatement()) {
      statement.execute("VACUUM (ANALYZE) bare_events");
    }
    for (var connection : connections) {
      Waiting.on(connection.query("SET synchronous_commit = off").execute());
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Measured run() throws Exception {
    var events = IntStream.range(0, eventsARun).mapToObj(_ -> traffic.next()).toList();
    events.forEach(this::count);
    double own = seconds();
    long start = System.nanoTime();
    var halves = new ArrayList<CompletableFuture<Void>>();
    for (int i = 0; i < CONNECTIONS; i++) {
      int half = i;
      halves.add(
          CompletableFuture.runAsync(
              () -> {
                for (int event = half; event < eventsARun; event += CONNECTIONS) {
                  take(connections.get(half), events.get(event));
                }
              },
              task -> new Thread(task).start()));
    }
    halves.forEach(CompletableFuture::join);
    double took = (System.nanoTime() - start) / 1e9;
    own = seconds() - own;
    check();
    int cores = Runtime.getRuntime().availableProcessors();
    return new Measured(
        eventsARun / took,
        own * 1e6 / eventsARun,
        List.of(
            "%.1f".formatted(own * 1e6 / eventsARun),
            "%,.0f".formatted(eventsARun / own),
            "",
            "%.0f %%".formatted(100 * own / (took * cores))));
  }

  @Override
  public void close() {
    Waiting.on(vertx.close());
  }

  /** An event: stored, then counted for every audience. */
  private void take(PgConnection connection, Track track) {
    var answers = new ArrayList<Future<RowSet<Row>>>();
    answers.add(connection.preparedQuery(INSERT).execute(rows(List.of(track))));
    var profile = id(track);
    for (var one : wanted) {
      var sql = COUNT;
      var arguments = Tuple.of(profile, one.event(), since(one));
      if (one.aboveCents() != Wanted.ANY) {
        sql += " AND total > $4";
        arguments.addDouble(one.aboveCents() / 100.0);
      } else if (one.category() != Wanted.ANY) {
        sql += " AND category = $4";
        arguments.addString("c" + one.category());
      }
      answers.add(connection.preparedQuery(sql).execute(arguments));
    }
    Waiting.on(Future.all(answers));
  }

  /** As many profiles must pass each audience as a plain count says. */
  private void check() throws Exception {
    try (var connection = bed.database(DATABASE);
        var statement = connection.createStatement()) {
      for (var one : wanted) {
        var sql =
            "SELECT count(*) FROM (SELECT 1 FROM bare_events WHERE %s AND happened > %d GROUP BY"
                    .formatted(one.sql("total", "category"), since(one))
                + " profile_id HAVING count(*) >= %d) AS members".formatted(one.atLeast());
        try (var rows = statement.executeQuery(sql)) {
          rows.next();
          if (rows.getInt(1) != counting.size(one)) {
            throw new IllegalStateException(one.name() + ": " + rows.getInt(1) + " in PostgreSQL");
          }
        }
      }
    }
  }

  private long since(Wanted one) {
    return traffic.now() - Duration.ofDays(one.withinDays()).toMillis();
  }

  private void count(Track track) {
    counting.add(track, traffic.inWindow(track));
  }

  private double seconds() {
    return bed.processorTime("postgres").toNanos() / 1e9;
  }

  private static Tuple rows(List<Track> tracks) {
    return Tuple.of(
        tracks.stream().map(BareCounts::id).toArray(UUID[]::new),
        tracks.stream().map(Track::event).toArray(String[]::new),
        tracks.stream().map(Track::atMillis).toArray(Long[]::new),
        tracks.stream().map(track -> track.cents() / 100.0).toArray(Double[]::new),
        tracks.stream().map(track -> "c" + track.category()).toArray(String[]::new));
  }

  private static UUID id(Track track) {
    return UUID.fromString(ResolvedEvents.profileId(track.profile()));
  }
}
