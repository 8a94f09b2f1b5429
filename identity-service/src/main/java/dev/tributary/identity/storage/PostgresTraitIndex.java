package dev.tributary.identity.storage;

import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.search.TraitIndex;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import dev.tributary.platform.storage.Postgres;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Traits in PostgreSQL by a hash of name and value. Places are roots of clusters; each value's are
 * read in order and only as far as a page goes.
 */
@ApplicationScoped
class PostgresTraitIndex implements TraitIndex {

  private static final String FIND =
      """
      SELECT x.profile, r.survivor
      FROM (
        SELECT DISTINCT y.profile
        FROM unnest($2::text[]) AS k (value)
        CROSS JOIN LATERAL (
          SELECT DISTINCT t.profile
          FROM trait t
          WHERE hashtextextended(t.value, hashtextextended(t.name, 0))
                = hashtextextended(k.value, hashtextextended($1, 0))
            AND t.value IS NOT NULL AND length(t.value) <= 200
            AND t.profile > $3
          ORDER BY t.profile
          LIMIT $4
        ) y
        ORDER BY y.profile
        LIMIT $4
      ) x
      JOIN cell r ON r.id = x.profile
      ORDER BY x.profile
      """;

  private final Postgres postgres;

  PostgresTraitIndex(Postgres postgres) {
    this.postgres = postgres;
  }

  @Override
  public List<Candidate> candidates(String name, List<Json> values, UUID after, int limit) {
    var texts = values.stream().map(JsonText::writeString).toArray(String[]::new);
    var arguments = Tuple.of(name).addArrayOfString(texts).addUUID(after).addLong((long) limit);
    return postgres.inTransaction(
        PostgresProfileBatchStore.ONE_STATE,
        connection -> {
          var candidates = new ArrayList<Candidate>();
          for (var row : Postgres.await(Postgres.send(connection, FIND, arguments))) {
            candidates.add(new Candidate(row.getUUID(0), new ProfileId(row.getUUID(1))));
          }
          return candidates;
        });
  }
}
