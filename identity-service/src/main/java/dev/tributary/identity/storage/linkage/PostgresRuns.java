package dev.tributary.identity.storage.linkage;

import dev.tributary.identity.domain.linkage.run.RunSettings;
import dev.tributary.identity.domain.linkage.run.Runs;
import dev.tributary.identity.wire.RunWire;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import dev.tributary.platform.storage.Postgres;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Runs in PostgreSQL, of which a unique index lets one be open. */
@ApplicationScoped
class PostgresRuns implements Runs {

  private static final String COLUMNS =
      "id, requested_by, requested_at, settings, state, started_at, ended_at, phase, done, failure,"
          + " report";

  private static final String START =
      """
      INSERT INTO linkage_run (state, requested_by, requested_at, settings)
      VALUES ('queued', $1, $2, $3)
      ON CONFLICT DO NOTHING
      RETURNING id
      """;

  private static final String FORGET =
      """
      DELETE FROM linkage_run WHERE id IN (
        SELECT id FROM linkage_run WHERE state NOT IN ('queued', 'running')
        ORDER BY requested_at DESC OFFSET $1)
      """;

  private static final String FIND = "SELECT " + COLUMNS + " FROM linkage_run WHERE id = $1";

  private static final String LATEST =
      "SELECT " + COLUMNS + " FROM linkage_run ORDER BY requested_at DESC, id LIMIT $1";

  private static final String CANCEL =
      """
      UPDATE linkage_run SET cancel = true,
        ended_at = CASE WHEN state = 'queued' THEN $2 ELSE ended_at END,
        state = CASE WHEN state = 'queued' THEN 'cancelled' ELSE state END
      WHERE id = $1 AND state IN ('queued', 'running')
      """;

  private static final String IS_OPEN =
      "SELECT EXISTS (SELECT FROM linkage_run WHERE state IN ('queued', 'running'))";

  private static final String LAST = "SELECT max(requested_at) FROM linkage_run";

  private static final String ABANDON =
      """
      UPDATE linkage_run SET state = 'failed', ended_at = $1,
        failure = 'The instance that did it went away; start another'
      WHERE state = 'running'
      """;

  private static final String TAKE =
      """
      UPDATE linkage_run SET state = 'running', started_at = $1
      WHERE state = 'queued'
      RETURNING id, settings
      """;

  private static final String PROGRESS =
      """
      UPDATE linkage_run SET phase = $2, done = $3
      WHERE id = $1 AND state = 'running' AND NOT cancel
      """;

  private static final String END =
      """
      UPDATE linkage_run SET state = $2, ended_at = $3, failure = $4, report = $5
      WHERE id = $1 AND state = 'running'
      """;

  private final Pool pool;
  private final Clock clock;

  PostgresRuns(Pool pool, Clock clock) {
    this.pool = pool;
    this.clock = clock;
  }

  @Override
  public Optional<UUID> start(RunSettings settings, String by) {
    query(FORGET, Tuple.of(MOST - 1));
    var rows = query(START, Tuple.of(by, now(), text(RunWire.toJson(settings)))).iterator();
    return rows.hasNext() ? Optional.of(rows.next().getUUID(0)) : Optional.empty();
  }

  @Override
  public Optional<Run> find(UUID id) {
    var rows = query(FIND, Tuple.of(id)).iterator();
    return rows.hasNext() ? Optional.of(run(rows.next())) : Optional.empty();
  }

  @Override
  public List<Run> latest() {
    var runs = new ArrayList<Run>();
    for (var row : query(LATEST, Tuple.of(MOST))) {
      runs.add(run(row));
    }
    return runs;
  }

  @Override
  public boolean cancel(UUID id) {
    return query(CANCEL, Tuple.of(id, now())).rowCount() > 0;
  }

  /** Whether a run waits or runs. */
  boolean isOpen() {
    return query(IS_OPEN, Tuple.tuple()).iterator().next().getBoolean(0);
  }

  /** When the last run was asked for. */
  Optional<Instant> lastRequest() {
    return Optional.ofNullable(instant(query(LAST, Tuple.tuple()).iterator().next(), 0));
  }

  /** Ends what seems to run though nobody does it; who calls holds the lock. */
  void abandon() {
    query(ABANDON, Tuple.of(now()));
  }

  /** Takes the run that waits; who calls holds the lock. */
  Optional<Taken> take(RunSettings usual) {
    var rows = query(TAKE, Tuple.of(now())).iterator();
    if (!rows.hasNext()) {
      return Optional.empty();
    }
    var row = rows.next();
    var settings = RunWire.settings(object(row.getString(1)), usual);
    return Optional.of(new Taken(row.getUUID(0), settings));
  }

  /** Writes how far a run is; whether it is to go on. */
  boolean progress(UUID id, String phase, long done) {
    return query(PROGRESS, Tuple.of(id, phase, done)).rowCount() > 0;
  }

  /** Ends a run; one that was ended by another stays as it is. */
  void end(UUID id, State state, String failure, @Nullable Json report) {
    var arguments = Tuple.of(id, text(state), now(), failure);
    query(END, arguments.addString(report == null ? null : text(report)));
  }

  private RowSet<Row> query(String statement, Tuple arguments) {
    return Postgres.await(pool.preparedQuery(statement).execute(arguments));
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }

  private static Run run(Row row) {
    var report = row.getString(10);
    return new Run(
        row.getUUID(0),
        new Request(
            row.getString(1),
            row.getOffsetDateTime(2).toInstant(),
            JsonText.parse(row.getString(3))),
        new Standing(
            State.valueOf(row.getString(4).toUpperCase(Locale.ROOT)),
            instant(row, 5),
            instant(row, 6),
            row.getString(7),
            row.getLong(8),
            row.getString(9)),
        report == null ? Json.Null.VALUE : JsonText.parse(report));
  }

  private static @Nullable Instant instant(Row row, int at) {
    var time = row.getOffsetDateTime(at);
    return time == null ? null : time.toInstant();
  }

  private static Json.Obj object(String text) {
    return JsonText.parse(text) instanceof Json.Obj object ? object : Json.Obj.EMPTY;
  }

  private static String text(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private static String text(Json json) {
    return JsonText.writeString(json);
  }

  /** A run to be done. */
  record Taken(UUID id, RunSettings settings) {}
}
