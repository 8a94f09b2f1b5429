package dev.tributary.router.storage;

import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import dev.tributary.platform.storage.Postgres;
import dev.tributary.router.domain.replay.FirstSync;
import dev.tributary.router.domain.replay.Replay;
import dev.tributary.router.domain.replay.Replay.Part;
import dev.tributary.router.domain.replay.Replay.State;
import dev.tributary.router.domain.replay.Replay.Status;
import dev.tributary.router.domain.replay.Replay.Taken;
import dev.tributary.router.domain.replay.Replays;
import dev.tributary.router.domain.replay.Selection;
import dev.tributary.router.domain.replay.Tally;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Replays in PostgreSQL. Who works on what is told by PostgreSQL's clock alone. */
@ApplicationScoped
class PostgresReplays implements Replays {

  private static final String ADD =
      """
      INSERT INTO replay
        (id, destination, selection, dry_run, per_second, requested_by, requested_at)
      VALUES ($1, $2, $3::text::jsonb, $4, $5, $6, $7)
      """;

  private static final String ADD_PART =
      """
      INSERT INTO replay_part (replay, topic, partition, begins, ends, next, tally, done_at)
      VALUES ($1, $2, $3, $4, $5, $4, '{}', CASE WHEN $4::bigint >= $5::bigint THEN now() END)
      """;

  private static final String COLUMNS =
      "r.id, r.destination, r.selection::text AS selection, r.dry_run, r.per_second,"
          + " r.requested_by, r.requested_at, r.cancelled_at, r.cancel_reason";

  private static final String WITH_PARTS =
      "SELECT "
          + COLUMNS
          + """
          , coalesce(sum(p.ends - p.begins), 0)::bigint AS records,
            coalesce(sum(p.next - p.begins), 0)::bigint AS done,
            coalesce(bool_and(p.done_at IS NOT NULL), true) AS all_done,
            max(p.done_at) AS done_at,
            coalesce(array_agg(p.tally::text) FILTER (WHERE p.tally IS NOT NULL), '{}') AS tallies
          FROM replay r LEFT JOIN replay_part p ON p.replay = r.id
          """;

  private static final String FIND = WITH_PARTS + " WHERE r.id = $1 GROUP BY r.id";

  private static final String OF =
      WITH_PARTS + " WHERE r.destination = $1 GROUP BY r.id ORDER BY r.requested_at DESC LIMIT $2";

  private static final String CANCEL =
      """
      UPDATE replay SET cancelled_at = now(), cancel_reason = $2
      WHERE id = $1 AND cancelled_at IS NULL
        AND EXISTS (SELECT FROM replay_part WHERE replay = $1 AND done_at IS NULL)
      """;

  private static final String TAKE =
      """
      UPDATE replay_part t SET taken_by = $1, taken_until = now() + $2 * interval '1 ms'
      FROM replay r
      WHERE r.id = t.replay AND (t.replay, t.topic, t.partition) = (
        SELECT p.replay, p.topic, p.partition
        FROM replay_part p JOIN replay o ON o.id = p.replay
        WHERE p.done_at IS NULL AND o.cancelled_at IS NULL
          AND (p.taken_until IS NULL OR p.taken_until < now())
        ORDER BY o.requested_at, p.topic, p.partition
        LIMIT 1 FOR UPDATE OF p SKIP LOCKED)
      RETURNING t.topic, t.partition, t.begins, t.ends, t.next, t.tally::text AS tally,
      """
          + COLUMNS;

  private static final String PROGRESS =
      """
      UPDATE replay_part p
      SET next = $5, tally = $6::text::jsonb, taken_until = now() + $7 * interval '1 ms',
        done_at = CASE WHEN $5 >= p.ends THEN now() END
      FROM replay r
      WHERE p.replay = $1 AND p.topic = $2 AND p.partition = $3 AND p.taken_by = $4
        AND p.done_at IS NULL AND r.id = p.replay AND r.cancelled_at IS NULL
      """;

  private static final String RELEASE =
      """
      UPDATE replay_part SET taken_until = NULL
      WHERE replay = $1 AND topic = $2 AND partition = $3 AND taken_by = $4
      """;

  private static final String USE =
      """
      UPDATE replay SET used_until = greatest(used_until, now()) + $2 * interval '1 s'
      WHERE id = $1
      RETURNING (extract(epoch FROM used_until - now()) * 1000)::bigint AS wait
      """;

  /** There may be no row yet that could be locked. */
  private static final String LOCK =
      "SELECT pg_advisory_xact_lock(hashtextextended($1 || chr(31) || $2, 502))";

  private static final String KEPT =
      "SELECT version, what FROM list_sync WHERE destination = $1 AND audience = $2";

  private static final String KEEP =
      """
      INSERT INTO list_sync (destination, audience, version, what) VALUES ($1, $2, $3, $4)
      ON CONFLICT (destination, audience)
      DO UPDATE SET version = excluded.version, what = excluded.what
      WHERE list_sync.version < excluded.version
      """;

  private final Postgres postgres;

  PostgresReplays(Postgres postgres) {
    this.postgres = postgres;
  }

  @Override
  public void add(Replay replay, List<Part> parts) {
    var _ =
        postgres.inTransaction(
            "",
            connection -> {
              add(connection, replay, parts);
              return true;
            });
  }

  @Override
  public boolean addFirst(FirstSync sync, Replay replay, List<Part> parts) {
    return postgres.inTransaction(
        "",
        connection -> {
          var key = Tuple.of(sync.destination(), sync.audience());
          Postgres.await(Postgres.send(connection, LOCK, key));
          var rows = Postgres.await(Postgres.send(connection, KEPT, key)).iterator();
          var known = Optional.<FirstSync.Kept>empty();
          if (rows.hasNext()) {
            var row = rows.next();
            known = Optional.of(new FirstSync.Kept(row.getLong("version"), row.getString("what")));
          }
          var kept = Tuple.of(sync.destination(), sync.audience(), sync.version(), sync.what());
          Postgres.await(Postgres.send(connection, KEEP, kept));
          boolean due = sync.isDue(known);
          if (due) {
            add(connection, replay, parts);
          }
          return due;
        });
  }

  private static void add(SqlConnection connection, Replay replay, List<Part> parts) {
    var id = replay.id();
    var first =
        Tuple.from(
            new @Nullable Object[] {
              id,
              replay.destination(),
              text(replay.selection().json()),
              replay.dryRun(),
              replay.perSecond().orElse(null),
              replay.requestedBy(),
              replay.requestedAt().atOffset(ZoneOffset.UTC)
            });
    var all = new ArrayList<>(List.of(Postgres.send(connection, ADD, first)));
    for (var part : parts) {
      var values = Tuple.of(id, part.topic(), part.partition(), part.begins(), part.ends());
      all.add(Postgres.send(connection, ADD_PART, values));
    }
    all.forEach(Postgres::await);
  }

  @Override
  public Optional<Status> find(UUID id) {
    return query(FIND, Tuple.of(id)).stream().map(PostgresReplays::status).findFirst();
  }

  @Override
  public List<Status> of(String destination, int atMost) {
    return query(OF, Tuple.of(destination, atMost)).stream().map(PostgresReplays::status).toList();
  }

  @Override
  public boolean cancel(UUID id, String reason) {
    return update(CANCEL, Tuple.of(id, reason)) > 0;
  }

  @Override
  public Optional<Taken> take(UUID worker, Duration unheardOf) {
    return query(TAKE, Tuple.of(worker, (double) unheardOf.toMillis())).stream()
        .map(row -> taken(row, worker))
        .findFirst();
  }

  @Override
  public boolean progress(Taken taken, long next, Tally tally, Duration unheardOf) {
    var part = taken.part();
    var arguments =
        Tuple.of(taken.replay().id(), part.topic(), part.partition(), taken.worker(), next)
            .addString(text(tally.json()))
            .addDouble((double) unheardOf.toMillis());
    return update(PROGRESS, arguments) > 0;
  }

  @Override
  public void release(Taken taken) {
    var part = taken.part();
    var _ =
        update(
            RELEASE, Tuple.of(taken.replay().id(), part.topic(), part.partition(), taken.worker()));
  }

  @Override
  public Duration use(Taken taken, int deliveries) {
    var rate = taken.replay().perSecond();
    if (rate.isEmpty()) {
      return Duration.ZERO;
    }
    var rows = query(USE, Tuple.of(taken.replay().id(), deliveries / rate.get()));
    return rows.isEmpty() ? Duration.ZERO : Duration.ofMillis(rows.getFirst().getLong("wait"));
  }

  private List<Row> query(String sql, Tuple arguments) {
    return postgres.withConnection(connection ->
        StreamSupport.stream(
                Postgres.await(Postgres.send(connection, sql, arguments)).spliterator(), false)
            .toList());
  }

  private int update(String sql, Tuple arguments) {
    return postgres.withConnection(
        connection -> Postgres.await(Postgres.send(connection, sql, arguments)).rowCount());
  }

  private static Status status(Row row) {
    var cancelled = time(row, "cancelled_at");
    boolean done = row.getBoolean("all_done");
    var tally = Tally.NOTHING;
    for (var each : row.getArrayOfStrings("tallies")) {
      tally = tally.plus(Tally.of(object(each)));
    }
    var state = cancelled.isPresent() ? State.CANCELLED : done ? State.DONE : State.RUNNING;
    return new Status(
        replay(row),
        state,
        row.getLong("records"),
        row.getLong("done"),
        tally,
        cancelled.or(() -> done ? time(row, "done_at") : Optional.empty()),
        Optional.ofNullable(row.getString("cancel_reason")));
  }

  private static Taken taken(Row row, UUID worker) {
    var part =
        new Part(
            row.getString("topic"),
            row.getInteger("partition"),
            row.getLong("begins"),
            row.getLong("ends"));
    return new Taken(
        replay(row), part, row.getLong("next"), Tally.of(object(row.getString("tally"))), worker);
  }

  private static Replay replay(Row row) {
    return new Replay(
        row.getUUID("id"),
        row.getString("destination"),
        Selection.of(object(row.getString("selection"))),
        row.getBoolean("dry_run"),
        Optional.ofNullable(row.getDouble("per_second")),
        row.getString("requested_by"),
        row.getOffsetDateTime("requested_at").toInstant());
  }

  private static Optional<Instant> time(Row row, String column) {
    return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
  }

  private static Json.Obj object(String text) {
    return JsonText.parseObject(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(Json value) {
    return JsonText.writeString(value);
  }
}
