package dev.tributary.identity.storage;

import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.Profile;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.profile.ProfileStore;
import dev.tributary.identity.wire.ProfileWire;
import dev.tributary.platform.json.JsonText;
import dev.tributary.platform.storage.Postgres;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Profiles in PostgreSQL. One statement reads one state of a profile, whatever merges meanwhile.
 */
@ApplicationScoped
class PostgresProfileStore implements ProfileStore {

  private static final String OWNER =
      """
      SELECT r.survivor
      FROM identifier i JOIN cell c ON c.id = i.cell JOIN cell r ON r.id = c.root
      WHERE i.id = $1
      """;

  private static final String OWNERS_OF_SHARED =
      """
      SELECT DISTINCT r.survivor
      FROM shared_identifier s JOIN cell r ON r.id = s.profile
      WHERE s.type = $1 AND s.value = $2
      LIMIT 2
      """;

  /** A profile whose root is {@code r}, as {@link #profile} reads it. */
  static final String COLUMNS =
      """
      r.survivor, r.version, r.first_millis, r.first_source, r.first_message_id,
             r.last_millis, r.last_source, r.last_message_id,
             (SELECT json_agg(json_build_array(x.type, x.value, x.first_millis, x.source,
                                               x.message_id))
              FROM (
                SELECT i.type, i.value, i.first_millis, i.source, i.message_id
                FROM identifier i WHERE i.cell = r.id
                UNION ALL
                SELECT i.type, i.value, i.first_millis, i.source, i.message_id
                FROM cell a JOIN identifier i ON i.cell = a.id
                WHERE a.root = r.id AND a.root <> a.id
                UNION ALL
                (SELECT DISTINCT ON (s.type, s.value)
                     s.type, s.value, s.first_millis, s.source, s.message_id
                 FROM shared_identifier s WHERE s.profile = r.id
                 ORDER BY s.type, s.value, s.first_millis, s.source, s.message_id)
              ) x)::text,
             (SELECT json_agg(json_build_array(t.name, t.value::json, t.time_millis,
                                               t.received_millis, t.source, t.message_id)
                              ORDER BY t.name)
              FROM (
                SELECT DISTINCT ON (name) * FROM trait WHERE profile = r.id
                ORDER BY name, precedence DESC, time_millis DESC, birth_partition DESC,
                    birth_offset DESC
              ) t
              WHERE t.value IS NOT NULL)::text
      """;

  private static final String PROFILE =
      "SELECT "
          + COLUMNS
          + """
          FROM identifier n JOIN cell c ON c.id = n.cell JOIN cell r ON r.id = c.root
          WHERE n.id = $1
          """;

  private static final String VERSIONS =
      """
      SELECT r.survivor, r.version
      FROM unnest($1::uuid[]) AS k (id)
      CROSS JOIN LATERAL (SELECT cell FROM identifier WHERE id = k.id OFFSET 0) n
      CROSS JOIN LATERAL (SELECT root FROM cell WHERE id = n.cell OFFSET 0) c
      CROSS JOIN LATERAL (SELECT survivor, version FROM cell WHERE id = c.root OFFSET 0) r
      WHERE r.survivor = k.id
      """;

  private final Pool pool;
  private final Installation installation;

  PostgresProfileStore(Pool pool, Installation installation) {
    this.pool = pool;
    this.installation = installation;
  }

  @Override
  public List<ProfileId> owners(Identifier identifier) {
    var owners = new ArrayList<ProfileId>();
    var id = installation.ids().of(identifier);
    for (var row : query(OWNER, Tuple.of(id.value()))) {
      owners.add(new ProfileId(row.getUUID(0)));
    }
    if (owners.isEmpty()) {
      var shared = Tuple.of(identifier.type().name(), identifier.value());
      for (var row : query(OWNERS_OF_SHARED, shared)) {
        owners.add(new ProfileId(row.getUUID(0)));
      }
    }
    return owners;
  }

  @Override
  public Optional<Profile> load(ProfileId id) {
    var rows = query(PROFILE, Tuple.of(id.value())).iterator();
    return rows.hasNext() ? Optional.of(profile(rows.next())) : Optional.empty();
  }

  @Override
  public Map<ProfileId, Long> versions(Collection<ProfileId> profiles) {
    var ids = profiles.stream().map(ProfileId::value).toArray(UUID[]::new);
    var versions = new HashMap<ProfileId, Long>();
    for (var row : query(VERSIONS, Tuple.tuple().addArrayOfUUID(ids))) {
      versions.put(new ProfileId(row.getUUID(0)), row.getLong(1));
    }
    return versions;
  }

  private RowSet<Row> query(String statement, Tuple arguments) {
    return Postgres.await(pool.preparedQuery(statement).execute(arguments));
  }

  static Profile profile(Row row) {
    var identifiers = row.getString(8);
    var traits = row.getString(9);
    return new Profile(
        new ProfileId(row.getUUID(0)),
        row.getLong(1),
        ClusterColumns.origin(row, 2),
        ClusterColumns.origin(row, 5),
        identifiers == null ? List.of() : ProfileWire.identifiers(JsonText.parse(identifiers)),
        traits == null ? List.of() : ProfileWire.traits(JsonText.parse(traits)));
  }
}
