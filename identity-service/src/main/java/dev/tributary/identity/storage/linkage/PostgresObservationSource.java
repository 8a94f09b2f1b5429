package dev.tributary.identity.storage.linkage;

import dev.tributary.identity.domain.linkage.record.Days;
import dev.tributary.identity.domain.linkage.record.ObservedField;
import dev.tributary.identity.domain.linkage.run.ObservationSource;
import dev.tributary.platform.storage.Postgres;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.UUID;

/** Reads observations page after page, so that no transaction stays open while a run reads. */
@ApplicationScoped
class PostgresObservationSource implements ObservationSource {

  private static final int PAGE = 5_000;
  private static final UUID START = new UUID(0, 0);

  private static final String READ =
      """
      SELECT o.anchor, r.survivor, o.field, o.value, o.days
      FROM (
        SELECT anchor, field, value, days FROM observation
        WHERE (anchor, field, value) > ($1, $2, $3)
        ORDER BY anchor, field, value LIMIT $4
      ) o
      LEFT JOIN identifier i ON i.id = o.anchor
      LEFT JOIN cell c ON c.id = i.cell LEFT JOIN cell r ON r.id = c.root
      ORDER BY o.anchor, o.field, o.value
      """;

  private final Pool pool;

  PostgresObservationSource(Pool pool) {
    this.pool = pool;
  }

  @Override
  public void forEach(Visitor visitor) {
    var anchor = START;
    var field = "";
    var value = "";
    int rows;
    do {
      rows = 0;
      var arguments = Tuple.of(anchor, field, value, PAGE);
      for (var row : Postgres.await(pool.preparedQuery(READ).execute(arguments))) {
        rows++;
        anchor = row.getUUID(0);
        field = row.getString(2);
        value = row.getString(3);
        var known = ObservedField.of(field);
        if (row.getUUID(1) != null && known.isPresent()) {
          var days = Arrays.stream(row.getArrayOfIntegers(4)).mapToInt(Integer::intValue).toArray();
          visitor.observed(anchor, row.getUUID(1), known.get(), value, Days.of(days));
        }
      }
    } while (rows == PAGE);
  }
}
