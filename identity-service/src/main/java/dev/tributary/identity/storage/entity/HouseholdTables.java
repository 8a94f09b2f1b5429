package dev.tributary.identity.storage.entity;

import dev.tributary.identity.domain.entity.EntityKey;
import dev.tributary.identity.domain.entity.EntityTrait;
import dev.tributary.identity.domain.entity.Household;
import dev.tributary.identity.domain.event.Birth;
import dev.tributary.identity.domain.event.Origin;
import dev.tributary.identity.domain.event.Stamp;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.storage.Columns;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What profiles have in common. */
record HouseholdTables(Statements statements, Instant now) {

  private static final String OF_PROFILES =
      """
      SELECT m.profile, m.entity, m.id
      FROM unnest($1::uuid[]) AS k (profile) JOIN household_member m ON m.profile = k.profile
      """;

  private static final String MAKE =
      """
      INSERT INTO household (entity, id, shared, size, first_millis)
      SELECT k.entity, k.id, k.shared, 0, $4::bigint
      FROM unnest($1::text[], $2::text[], $3::text[]) AS k (entity, id, shared)
      ON CONFLICT DO NOTHING
      """;

  private static final String JOIN =
      """
      WITH joined AS (
        INSERT INTO household_member (profile, entity, id)
        SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[])
        ON CONFLICT DO NOTHING
        RETURNING entity, id
      )
      UPDATE household h SET size = h.size + j.members
      FROM (SELECT entity, id, count(*)::int AS members FROM joined GROUP BY entity, id) j
      WHERE h.entity = j.entity AND h.id = j.id
      """;

  private static final String LEAVE =
      """
      WITH gone AS (
        DELETE FROM household_member m
        USING unnest($1::uuid[], $2::text[], $3::text[]) AS k (profile, entity, id)
        WHERE m.profile = k.profile AND m.entity = k.entity AND m.id = k.id
        RETURNING m.entity, m.id
      )
      UPDATE household h SET size = h.size - g.members
      FROM (SELECT entity, id, count(*)::int AS members FROM gone GROUP BY entity, id) g
      WHERE h.entity = g.entity AND h.id = g.id
      """;

  private static final String FORGET_EMPTY =
      """
      DELETE FROM household h USING unnest($1::text[], $2::text[]) AS k (entity, id)
      WHERE h.entity = k.entity AND h.id = k.id AND h.size = 0
      """;

  private static final String SIZES =
      """
      SELECT h.entity, h.id, h.size FROM unnest($1::text[], $2::text[]) AS k (entity, id)
      JOIN household h ON h.entity = k.entity AND h.id = k.id
      """;

  private static final String MEMBERS =
      """
      SELECT DISTINCT m.profile FROM unnest($1::text[], $2::text[]) AS k (entity, id)
      JOIN household_member m ON m.entity = k.entity AND m.id = k.id
      """;

  static final String HOUSEHOLDS =
      """
      SELECT h.entity, h.id, h.shared, h.first_millis
      FROM unnest($1::text[], $2::text[]) AS k (entity, id)
      JOIN household h ON h.entity = k.entity AND h.id = k.id
      """;

  Map<ProfileId, Set<EntityKey>> ofProfiles(Set<ProfileId> profiles) {
    var households = new HashMap<ProfileId, Set<EntityKey>>();
    for (var row : statements.run(OF_PROFILES, Statements.profiles(profiles))) {
      households
          .computeIfAbsent(Statements.profile(row, 0), _ -> new HashSet<>())
          .add(Statements.entity(row, 1));
    }
    return households;
  }

  void join(Map<ProfileId, Set<Household>> joining) {
    var pairs = Statements.pairs(joining);
    if (pairs.isEmpty()) {
      return;
    }
    var households = new LinkedHashMap<EntityKey, Household>();
    pairs.forEach(pair -> households.put(pair.getValue().key(), pair.getValue()));
    var made =
        Columns.of(households.values())
            .texts(household -> household.key().entity())
            .texts(household -> household.key().id())
            .texts(household -> JsonText.writeString(shared(household)))
            .tuple();
    statements.run(MAKE, made.addLong(now.toEpochMilli()));
    var joined =
        Columns.of(pairs)
            .uuids(pair -> pair.getKey().value())
            .texts(pair -> pair.getValue().key().entity())
            .texts(pair -> pair.getValue().key().id())
            .tuple();
    statements.run(JOIN, joined);
  }

  void leave(Map<ProfileId, Set<EntityKey>> leaving) {
    var pairs = Statements.pairs(leaving);
    if (pairs.isEmpty()) {
      return;
    }
    var gone =
        Columns.of(pairs)
            .uuids(pair -> pair.getKey().value())
            .texts(pair -> pair.getValue().entity())
            .texts(pair -> pair.getValue().id())
            .tuple();
    statements.run(LEAVE, gone);
    var households = new HashSet<EntityKey>();
    leaving.values().forEach(households::addAll);
    statements.run(FORGET_EMPTY, Statements.entities(households));
  }

  Map<EntityKey, Integer> sizes(Set<EntityKey> households) {
    var sizes = new HashMap<EntityKey, Integer>();
    for (var row : statements.run(SIZES, Statements.entities(households))) {
      sizes.put(Statements.entity(row, 0), row.getInteger(2));
    }
    return sizes;
  }

  Set<ProfileId> members(Set<EntityKey> households) {
    var members = new HashSet<ProfileId>();
    for (var row : statements.run(MEMBERS, Statements.entities(households))) {
      members.add(Statements.profile(row, 0));
    }
    return members;
  }

  List<EntityTrait> traits(Collection<EntityKey> households) {
    return traits(statements.run(HOUSEHOLDS, Statements.entities(households)));
  }

  static List<EntityTrait> traits(RowSet<Row> rows) {
    var traits = new ArrayList<EntityTrait>();
    for (var row : rows) {
      var key = Statements.entity(row, 0);
      var since = Instant.ofEpochMilli(row.getLong(3));
      household(key, row.getString(2))
          .shared()
          .forEach((name, value) ->
              traits.add(
                  new EntityTrait(
                      key,
                      name,
                      Json.of(value),
                      new Stamp(since, new Birth(0, 0)),
                      new Origin(since, "", ""))));
    }
    return traits;
  }

  static Household household(EntityKey key, String shared) {
    var values = new TreeMap<String, String>();
    JsonText.parseObject(shared.getBytes(StandardCharsets.UTF_8))
        .fields()
        .forEach((name, value) -> {
          if (value instanceof Json.Str(var text)) {
            values.put(name, text);
          }
        });
    return new Household(key, values);
  }

  private static Json shared(Household household) {
    var fields = new LinkedHashMap<String, Json>();
    household.shared().forEach((name, value) -> fields.put(name, Json.of(value)));
    return new Json.Obj(fields);
  }
}
