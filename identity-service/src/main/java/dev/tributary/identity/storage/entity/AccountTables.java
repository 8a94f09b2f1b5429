package dev.tributary.identity.storage.entity;

import dev.tributary.identity.domain.entity.EntityKey;
import dev.tributary.identity.domain.entity.EntityTrait;
import dev.tributary.identity.domain.entity.Sighting;
import dev.tributary.identity.domain.event.Birth;
import dev.tributary.identity.domain.event.Stamp;
import dev.tributary.identity.storage.Columns;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** Accounts and their traits. */
record AccountTables(Statements statements) {

  private static final String SOME_TRAITS =
      """
      SELECT t.account, t.name, t.value, t.time_millis, t.birth_partition, t.birth_offset,
             t.received_millis, t.source, t.message_id
      FROM unnest($1::text[], $2::text[]) AS k (account, name)
      JOIN account_trait t ON t.account = k.account AND t.name = k.name
      """;

  static final String ALL_TRAITS =
      """
      SELECT t.account, t.name, t.value, t.time_millis, t.birth_partition, t.birth_offset,
             t.received_millis, t.source, t.message_id
      FROM unnest($1::text[]) AS k (account)
      JOIN account_trait t ON t.account = k.account
      WHERE t.value IS NOT NULL
      ORDER BY t.account, t.name
      """;

  private static final String COUNT =
      """
      SELECT t.account, count(*) FROM unnest($1::text[]) AS k (account)
      JOIN account_trait t ON t.account = k.account
      GROUP BY t.account
      """;

  private static final String WRITE_TRAITS =
      """
      INSERT INTO account_trait AS t (account, name, value, time_millis, birth_partition,
          birth_offset, received_millis, source, message_id)
      SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::int[],
          $6::bigint[], $7::bigint[], $8::text[], $9::text[])
      ON CONFLICT (account, name) DO UPDATE
      SET value = excluded.value, time_millis = excluded.time_millis,
          birth_partition = excluded.birth_partition, birth_offset = excluded.birth_offset,
          received_millis = excluded.received_millis, source = excluded.source,
          message_id = excluded.message_id
      """;

  private static final String WRITE_SIGHTINGS =
      """
      INSERT INTO account AS a (id, first_millis, first_source, first_message_id,
          last_millis, last_source, last_message_id)
      SELECT * FROM unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::bigint[],
          $6::text[], $7::text[])
      ON CONFLICT (id) DO UPDATE
      SET first_millis = excluded.first_millis, first_source = excluded.first_source,
          first_message_id = excluded.first_message_id, last_millis = excluded.last_millis,
          last_source = excluded.last_source, last_message_id = excluded.last_message_id
      """;

  static final String SIGHTINGS =
      """
      SELECT a.id, a.first_millis, a.first_source, a.first_message_id,
             a.last_millis, a.last_source, a.last_message_id
      FROM unnest($1::text[]) AS k (id) JOIN account a ON a.id = k.id
      """;

  Map<EntityKey, Map<String, EntityTrait>> traits(Map<EntityKey, SortedSet<String>> names) {
    var keys = new ArrayList<Map.Entry<String, String>>();
    names.forEach((account, all) -> all.forEach(name -> keys.add(Map.entry(account.id(), name))));
    var arguments = Columns.of(keys).texts(Map.Entry::getKey).texts(Map.Entry::getValue).tuple();
    var traits = new HashMap<EntityKey, Map<String, EntityTrait>>();
    for (var row : statements.run(SOME_TRAITS, arguments)) {
      var trait = trait(row);
      traits.computeIfAbsent(trait.entity(), _ -> new HashMap<>()).put(trait.name(), trait);
    }
    return traits;
  }

  Map<EntityKey, Integer> traitCounts(Set<EntityKey> accounts) {
    var counts = new HashMap<EntityKey, Integer>();
    for (var row : statements.run(COUNT, ids(accounts))) {
      counts.put(EntityKey.account(row.getString(0)), row.getInteger(1));
    }
    return counts;
  }

  List<EntityTrait> allTraits(Collection<EntityKey> accounts) {
    return traits(statements.run(ALL_TRAITS, ids(accounts)));
  }

  void writeTraits(Collection<EntityTrait> traits) {
    if (traits.isEmpty()) {
      return;
    }
    var arguments =
        Columns.of(traits)
            .texts(trait -> trait.entity().id())
            .texts(EntityTrait::name)
            .texts(AccountTables::value)
            .longs(trait -> trait.stamp().time().toEpochMilli())
            .ints(trait -> trait.stamp().birth().partition())
            .longs(trait -> trait.stamp().birth().offset())
            .longs(trait -> Statements.millis(trait.origin()))
            .texts(trait -> trait.origin().source())
            .texts(trait -> trait.origin().messageId())
            .tuple();
    statements.run(WRITE_TRAITS, arguments);
  }

  /** Together with what is stored; nobody else writes meanwhile. */
  void writeSightings(Map<EntityKey, Sighting> sightings) {
    var all = new HashMap<>(sightings);
    for (var row : statements.run(SIGHTINGS, ids(sightings.keySet()))) {
      all.merge(EntityKey.account(row.getString(0)), sighting(row), Sighting::and);
    }
    var arguments =
        Columns.of(all.entrySet())
            .texts(each -> each.getKey().id())
            .longs(each -> Statements.millis(each.getValue().first()))
            .texts(each -> each.getValue().first().source())
            .texts(each -> each.getValue().first().messageId())
            .longs(each -> Statements.millis(each.getValue().last()))
            .texts(each -> each.getValue().last().source())
            .texts(each -> each.getValue().last().messageId())
            .tuple();
    statements.run(WRITE_SIGHTINGS, arguments);
  }

  static Sighting sighting(Row row) {
    return new Sighting(Statements.origin(row, 1), Statements.origin(row, 4));
  }

  static List<EntityTrait> traits(RowSet<Row> rows) {
    var traits = new ArrayList<EntityTrait>();
    for (var row : rows) {
      traits.add(trait(row));
    }
    return traits;
  }

  private static EntityTrait trait(Row row) {
    var text = row.getString(2);
    var birth = new Birth(row.getInteger(4), row.getLong(5));
    return new EntityTrait(
        EntityKey.account(row.getString(0)),
        row.getString(1),
        text == null ? Json.Null.VALUE : JsonText.parse(text),
        new Stamp(Instant.ofEpochMilli(row.getLong(3)), birth),
        Statements.origin(row, 6));
  }

  private static @Nullable String value(EntityTrait trait) {
    return trait.removed() ? null : JsonText.writeString(trait.value());
  }

  private static Tuple ids(Collection<EntityKey> accounts) {
    return Columns.of(accounts).texts(EntityKey::id).tuple();
  }
}
