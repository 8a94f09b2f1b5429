package dev.tributary.identity.storage.entity;

import dev.tributary.identity.domain.entity.EntityKey;
import dev.tributary.identity.domain.entity.Reconciliation;
import dev.tributary.identity.domain.entity.Standing;
import dev.tributary.identity.domain.event.Origin;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What entities need to know of the graph. */
record GraphReads(Statements statements) {

  private static final String CURRENT =
      """
      SELECT k.id, r.survivor, r.version
      FROM unnest($1::uuid[]) AS k (id)
      JOIN identifier i ON i.id = k.id JOIN cell c ON c.id = i.cell JOIN cell r ON r.id = c.root
      """;

  private static final String TRAITS =
      """
      SELECT DISTINCT ON (k.id, t.name) k.id, t.name, t.value
      FROM unnest($1::uuid[]) AS k (id)
      JOIN identifier i ON i.id = k.id JOIN cell c ON c.id = i.cell
      JOIN trait t ON t.profile = c.root AND t.name = ANY ($2::text[])
      ORDER BY k.id, t.name, t.precedence DESC, t.time_millis DESC, t.birth_partition DESC,
          t.birth_offset DESC
      """;

  private static final String ACCOUNTS =
      """
      SELECT k.id, a.value, a.first_millis, a.source, a.message_id
      FROM unnest($1::uuid[]) AS k (id)
      JOIN identifier i ON i.id = k.id JOIN cell c ON c.id = i.cell
      CROSS JOIN LATERAL (
        SELECT DISTINCT ON (s.value) s.value, s.first_millis, s.source, s.message_id
        FROM shared_identifier s
        WHERE s.profile = c.root AND s.type = 'group_id'
        ORDER BY s.value, s.first_millis, s.source, s.message_id
        LIMIT $2::int
      ) a
      """;

  Map<ProfileId, Standing> current(Set<ProfileId> ids) {
    var current = new HashMap<ProfileId, Standing>();
    for (var row : statements.run(CURRENT, Statements.profiles(ids))) {
      current.put(
          Statements.profile(row, 0), new Standing(Statements.profile(row, 1), row.getLong(2)));
    }
    return current;
  }

  Map<ProfileId, Map<String, Json>> traits(Set<ProfileId> profiles, Collection<String> names) {
    var arguments = Statements.profiles(profiles);
    arguments.addArrayOfString(names.toArray(String[]::new));
    var traits = new HashMap<ProfileId, Map<String, Json>>();
    for (var row : statements.run(TRAITS, arguments)) {
      var value = row.getString(2);
      if (value != null) {
        traits
            .computeIfAbsent(Statements.profile(row, 0), _ -> new HashMap<>())
            .put(row.getString(1), JsonText.parse(value));
      }
    }
    return traits;
  }

  Map<ProfileId, Map<EntityKey, Origin>> accounts(Set<ProfileId> profiles) {
    var arguments = Statements.profiles(profiles).addInteger(Reconciliation.MAX_ACCOUNTS);
    var accounts = new HashMap<ProfileId, Map<EntityKey, Origin>>();
    for (var row : statements.run(ACCOUNTS, arguments)) {
      accounts
          .computeIfAbsent(Statements.profile(row, 0), _ -> new HashMap<>())
          .put(EntityKey.account(row.getString(1)), Statements.origin(row, 2));
    }
    return accounts;
  }
}
