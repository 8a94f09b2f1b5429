package dev.tributary.identity.storage;

import dev.tributary.identity.domain.event.Origin;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.Profile;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.profile.ProfileStore;
import dev.tributary.identity.wire.ProfileWire;
import dev.tributary.platform.json.JsonText;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Profiles in PostgreSQL. One statement reads one state of a profile, whatever merges meanwhile.
 */
@ApplicationScoped
class PostgresProfileStore implements ProfileStore {

  private static final String OWNER =
      """
      SELECT r.survivor
      FROM identifier i JOIN profile p ON p.id = i.profile JOIN profile r ON r.id = p.root
      WHERE i.type = $1 AND i.value = $2
      """;

  private static final String OWNERS_OF_SHARED =
      """
      SELECT r.survivor
      FROM shared_identifier s JOIN profile r ON r.id = s.profile
      WHERE s.type = $1 AND s.value = $2
      LIMIT 2
      """;

  private static final String PROFILE =
      """
      SELECT r.survivor, r.version, r.first_millis, r.first_source, r.first_message_id,
             r.last_millis, r.last_source, r.last_message_id,
             (SELECT json_agg(json_build_array(x.type, x.value, x.first_millis, x.source,
                                               x.message_id))
              FROM (
                SELECT i.type, i.value, i.first_millis, i.source, i.message_id
                FROM identifier i WHERE i.profile = r.id
                UNION ALL
                SELECT i.type, i.value, i.first_millis, i.source, i.message_id
                FROM profile a JOIN identifier i ON i.profile = a.id
                WHERE a.root = r.id AND a.root <> a.id
                UNION ALL
                SELECT s.type, s.value, s.first_millis, s.source, s.message_id
                FROM shared_identifier s WHERE s.profile = r.id
              ) x)::text,
             (SELECT json_agg(json_build_array(t.name, t.value::json, t.time_millis,
                                               t.received_millis, t.source, t.message_id)
                              ORDER BY t.name)
              FROM trait t WHERE t.profile = r.id AND t.value IS NOT NULL)::text
      FROM profile p JOIN profile r ON r.id = p.root
      WHERE p.id = $1
      """;

  private final Pool pool;

  PostgresProfileStore(Pool pool) {
    this.pool = pool;
  }

  @Override
  public List<ProfileId> owners(Identifier identifier) {
    var statement = identifier.type().joins() ? OWNER : OWNERS_OF_SHARED;
    var owners = new ArrayList<ProfileId>();
    for (var row : query(statement, Tuple.of(identifier.type().name(), identifier.value()))) {
      owners.add(new ProfileId(row.getUUID(0)));
    }
    return owners;
  }

  @Override
  public Optional<Profile> load(ProfileId id) {
    var rows = query(PROFILE, Tuple.of(id.value())).iterator();
    return rows.hasNext() ? Optional.of(profile(rows.next())) : Optional.empty();
  }

  private RowSet<Row> query(String statement, Tuple arguments) {
    return Postgres.await(pool.preparedQuery(statement).execute(arguments));
  }

  private static Profile profile(Row row) {
    var identifiers = row.getString(8);
    var traits = row.getString(9);
    return new Profile(
        new ProfileId(row.getUUID(0)),
        row.getLong(1),
        origin(row, 2),
        origin(row, 5),
        identifiers == null ? List.of() : ProfileWire.identifiers(JsonText.parse(identifiers)),
        traits == null ? List.of() : ProfileWire.traits(JsonText.parse(traits)));
  }

  private static Origin origin(Row row, int at) {
    var receivedAt = Instant.ofEpochMilli(row.getLong(at));
    return new Origin(receivedAt, row.getString(at + 1), row.getString(at + 2));
  }
}
