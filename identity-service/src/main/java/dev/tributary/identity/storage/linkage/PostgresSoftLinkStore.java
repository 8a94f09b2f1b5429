package dev.tributary.identity.storage.linkage;

import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.linkage.link.SoftLinkStore;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.storage.Columns;
import dev.tributary.platform.storage.Postgres;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Soft links in PostgreSQL. */
@ApplicationScoped
class PostgresSoftLinkStore implements SoftLinkStore {

  private static final int CHUNK = 500;

  private static final String FIND =
      """
      SELECT a.type, a.value, b.type, b.value, l.profile_a, l.profile_b
      FROM soft_link l JOIN identifier a ON a.id = l.node_a JOIN identifier b ON b.id = l.node_b
      WHERE l.id = $1 AND l.rejected_by IS NULL AND l.expires_at > $2
      """;

  private static final String BEST =
      """
      SELECT id, score FROM soft_link
      WHERE rejected_by IS NULL AND expires_at > $1 AND score >= $2 AND (score, id) < ($3, $4)
      ORDER BY score DESC, id DESC LIMIT $5
      """;

  private static final String REJECT =
      """
      UPDATE soft_link SET rejected_by = coalesce(rejected_by, $2),
        rejected_at = coalesce(rejected_at, $3)
      WHERE id = $1
      RETURNING profile_a, profile_b
      """;

  /** Links of some profiles whose ends are of other profiles now, with those. */
  private static final String MOVE =
      """
      WITH moved AS (
        SELECT l.id, l.profile_a AS old_a, l.profile_b AS old_b,
               ra.survivor AS new_a, rb.survivor AS new_b
        FROM soft_link l
        JOIN identifier a ON a.id = l.node_a JOIN cell ca ON ca.id = a.cell
        JOIN cell ra ON ra.id = ca.root
        JOIN identifier b ON b.id = l.node_b JOIN cell cb ON cb.id = b.cell
        JOIN cell rb ON rb.id = cb.root
        WHERE (l.profile_a = ANY ($1::uuid[]) OR l.profile_b = ANY ($1::uuid[]))
          AND (l.profile_a <> ra.survivor OR l.profile_b <> rb.survivor)
      )
      UPDATE soft_link l SET profile_a = m.new_a, profile_b = m.new_b
      FROM moved m WHERE l.id = m.id
      RETURNING m.old_a, m.old_b, m.new_a, m.new_b
      """;

  private static final String FORGET_INNER =
      """
      DELETE FROM soft_link
      WHERE profile_a = ANY ($1::uuid[]) AND profile_a = profile_b AND rejected_by IS NULL
      """;

  private static final String FORGET_EXPIRED =
      """
      DELETE FROM soft_link WHERE id = ANY (ARRAY(
        SELECT id FROM soft_link WHERE rejected_by IS NULL AND expires_at <= $1 LIMIT $2))
      RETURNING profile_a, profile_b
      """;

  private final Postgres postgres;
  private final Clock clock;
  private final MeterRegistry metrics;

  PostgresSoftLinkStore(Postgres postgres, Clock clock, MeterRegistry metrics) {
    this.postgres = postgres;
    this.clock = clock;
    this.metrics = metrics;
  }

  @Override
  public Links of(ProfileId profile, double minimum) {
    return postgres.withConnection(connection -> {
      var tables = new SoftLinkTables(connection);
      var current = tables.current(List.of(profile.value())).get(profile.value());
      return current == null
          ? new Links(profile, List.of())
          : tables.links(List.of(current), minimum, clock.instant()).getFirst();
    });
  }

  @Override
  public Optional<Ends> find(UUID id) {
    return postgres.withConnection(connection -> {
      var arguments = Tuple.of(id, clock.instant().atOffset(ZoneOffset.UTC));
      var rows = new SoftLinkTables(connection).run(FIND, arguments).iterator();
      return rows.hasNext() ? Optional.of(ends(rows.next())) : Optional.empty();
    });
  }

  @Override
  public List<Scored> best(double minimum, Scored after, int most) {
    return postgres.withConnection(connection -> {
      var now = clock.instant().atOffset(ZoneOffset.UTC);
      var arguments = Tuple.of(now, minimum, after.score(), after.id(), most);
      var best = new ArrayList<Scored>();
      for (var row : new SoftLinkTables(connection).run(BEST, arguments)) {
        best.add(new Scored(row.getUUID(0), row.getDouble(1)));
      }
      return best;
    });
  }

  @Override
  public boolean reject(UUID id, String by, Instant now) {
    var arguments = Tuple.of(id, by, now.atOffset(ZoneOffset.UTC));
    return change(REJECT, arguments, "rejected") > 0;
  }

  @Override
  public void refresh(Collection<ProfileId> profiles) {
    postgres.<Integer>inTransaction(
        SoftLinkTables.LOCK,
        connection -> {
          var tables = new SoftLinkTables(connection);
          var ids = Columns.of(profiles).uuids(ProfileId::value).tuple();
          var touched = profiles(tables.run(MOVE, ids));
          if (!touched.isEmpty()) {
            tables.run(FORGET_INNER, Columns.of(touched).uuids(id -> id).tuple());
            tables.tell(touched, clock.instant());
          }
          return touched.size();
        });
  }

  @Override
  public int forgetExpired() {
    int all = 0;
    int some;
    do {
      var arguments = Tuple.of(clock.instant().atOffset(ZoneOffset.UTC), CHUNK);
      some = change(FORGET_EXPIRED, arguments, "expired");
      all += some;
    } while (some == CHUNK);
    return all;
  }

  private int change(String statement, Tuple arguments, String outcome) {
    int changed =
        postgres.inTransaction(
            SoftLinkTables.LOCK,
            connection -> {
              var tables = new SoftLinkTables(connection);
              var rows = tables.run(statement, arguments);
              tables.tell(profiles(rows), clock.instant());
              return rows.rowCount();
            });
    metrics.counter("tributary.identity.soft.links", "outcome", outcome).increment(changed);
    return changed;
  }

  private static Set<UUID> profiles(RowSet<Row> rows) {
    Set<UUID> profiles = new LinkedHashSet<>();
    for (var row : rows) {
      for (int i = 0; i < row.size(); i++) {
        profiles.add(row.getUUID(i));
      }
    }
    return profiles;
  }

  private static Ends ends(Row row) {
    return new Ends(
        Identifier.of(row.getString(0), row.getString(1)),
        Identifier.of(row.getString(2), row.getString(3)),
        new ProfileId(row.getUUID(4)),
        new ProfileId(row.getUUID(5)));
  }
}
