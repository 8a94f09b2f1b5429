package dev.tributary.identity.storage.entity;

import dev.tributary.identity.domain.entity.EntityKey;
import dev.tributary.identity.domain.event.Origin;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.storage.Columns;
import dev.tributary.platform.storage.Postgres;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Runs statements on one connection, each when the one before is answered. */
record Statements(SqlConnection connection) {

  RowSet<Row> run(String statement, Tuple arguments) {
    return Postgres.await(Postgres.send(connection, statement, arguments));
  }

  static Tuple profiles(Collection<ProfileId> profiles) {
    return Columns.of(profiles).uuids(ProfileId::value).tuple();
  }

  static Tuple entities(Collection<EntityKey> entities) {
    return Columns.of(entities).texts(EntityKey::entity).texts(EntityKey::id).tuple();
  }

  /** One row for each profile and each of what it is mapped to. */
  static <T> List<Map.Entry<ProfileId, T>> pairs(Map<ProfileId, Set<T>> map) {
    var pairs = new ArrayList<Map.Entry<ProfileId, T>>();
    map.forEach((profile, all) -> all.forEach(each -> pairs.add(Map.entry(profile, each))));
    return pairs;
  }

  static ProfileId profile(Row row, int at) {
    return new ProfileId(row.getUUID(at));
  }

  static EntityKey entity(Row row, int at) {
    return new EntityKey(row.getString(at), row.getString(at + 1));
  }

  static Origin origin(Row row, int at) {
    var receivedAt = Instant.ofEpochMilli(row.getLong(at));
    return new Origin(receivedAt, row.getString(at + 1), row.getString(at + 2));
  }

  static long millis(Origin origin) {
    return origin.receivedAt().toEpochMilli();
  }
}
