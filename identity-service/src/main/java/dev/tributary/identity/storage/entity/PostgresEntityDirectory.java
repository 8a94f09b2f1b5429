package dev.tributary.identity.storage.entity;

import dev.tributary.identity.domain.entity.Entity;
import dev.tributary.identity.domain.entity.EntityDirectory;
import dev.tributary.identity.domain.entity.EntityKey;
import dev.tributary.identity.domain.entity.EntityRule;
import dev.tributary.identity.domain.entity.EntityStore;
import dev.tributary.identity.domain.entity.Member;
import dev.tributary.identity.domain.entity.Membership;
import dev.tributary.identity.domain.entity.Sighting;
import dev.tributary.identity.domain.event.Origin;
import dev.tributary.identity.domain.profile.Profile;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.wire.ProfileWire;
import dev.tributary.platform.json.JsonText;
import dev.tributary.platform.storage.Postgres;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Answers from what was told, by index. */
@ApplicationScoped
class PostgresEntityDirectory implements EntityDirectory {

  private static final String DEFINED = "SELECT 1 FROM derived_entity WHERE name = $1 AND NOT gone";

  private static final String SHOWN =
      "SELECT 1 FROM membership WHERE entity = $1 AND id = $2 LIMIT 1";

  private static final String MEMBERS =
      """
      SELECT m.profile, m.since_millis, m.source, m.message_id,
             (SELECT json_agg(json_build_array(x.type, x.value, x.first_millis, x.source,
                                               x.message_id))
              FROM (
                SELECT i.type, i.value, i.first_millis, i.source, i.message_id
                FROM (
                  SELECT r.id FROM cell r WHERE r.id = c.root
                  UNION ALL
                  SELECT a.id FROM cell a WHERE a.root = c.root AND a.root <> a.id
                ) s JOIN identifier i ON i.cell = s.id
                LIMIT $5::int
              ) x)::text
      FROM membership m
      JOIN identifier n ON n.id = m.profile JOIN cell c ON c.id = n.cell
      JOIN cell root ON root.id = c.root AND root.survivor = m.profile
      WHERE m.entity = $1 AND m.id = $2 AND m.profile > $3
      ORDER BY m.profile LIMIT $4::int
      """;

  private static final String MEMBERSHIPS =
      """
      SELECT m.profile, m.entity, m.id, m.since_millis, m.source, m.message_id
      FROM membership m
      WHERE m.profile = $1 AND (m.entity, m.id) > ($2::text, $3::text)
      ORDER BY m.entity, m.id LIMIT $4::int
      """;

  private static final String OVERSIZED =
      """
      SELECT h.entity, h.id, h.shared, h.size FROM household h
      WHERE h.entity = $1 AND h.size > $2
      ORDER BY h.size DESC, h.id LIMIT $3
      """;

  private static final String PROGRESS = "SELECT after FROM derived_entity WHERE name = $1";

  private final Pool pool;
  private final EntityStore store;

  PostgresEntityDirectory(Pool pool, EntityStore store) {
    this.pool = pool;
    this.store = store;
  }

  @Override
  public boolean isDefined(String entity) {
    return entity.equals(EntityKey.ACCOUNTS) || query(DEFINED, Tuple.of(entity)).size() > 0;
  }

  @Override
  public Optional<Entity> find(EntityKey key) {
    return key.entity().equals(EntityKey.ACCOUNTS) ? account(key) : household(key);
  }

  @Override
  public List<Member> members(EntityKey entity, ProfileId after, int atMost, int identifiers) {
    var members = new ArrayList<Member>();
    var arguments =
        Tuple.of(entity.entity(), entity.id(), after.value(), atMost).addInteger(identifiers);
    for (var row : query(MEMBERS, arguments)) {
      var membership =
          new Membership(Statements.profile(row, 0), entity, Statements.origin(row, 1));
      var known = row.getString(4);
      members.add(
          new Member(
              membership,
              known == null
                  ? List.<Profile.Linked>of()
                  : ProfileWire.identifiers(JsonText.parse(known))));
    }
    return members;
  }

  @Override
  public List<Membership> memberships(ProfileId profile, Position after, int atMost) {
    var memberships = new ArrayList<Membership>();
    var arguments = Tuple.of(profile.value(), after.entity(), after.id(), atMost);
    for (var row : query(MEMBERSHIPS, arguments)) {
      memberships.add(
          new Membership(
              Statements.profile(row, 0), Statements.entity(row, 1), Statements.origin(row, 3)));
    }
    return memberships;
  }

  @Override
  public List<Oversized> oversized(String entity, int atMost) {
    var oversized = new ArrayList<Oversized>();
    for (var rule : store.rules()) {
      if (rule.name().equals(entity)) {
        oversized.addAll(oversized(rule, atMost));
      }
    }
    return oversized;
  }

  @Override
  public double progress(String entity) {
    for (var row : query(PROGRESS, Tuple.of(entity))) {
      var after = row.getUUID(0);
      if (after != null) {
        // Ids are spread evenly.
        return (after.getMostSignificantBits() >>> 11) * 0x1.0p-53;
      }
    }
    return 1;
  }

  private List<Oversized> oversized(EntityRule.Derived rule, int atMost) {
    var oversized = new ArrayList<Oversized>();
    for (var row : query(OVERSIZED, Tuple.of(rule.name(), rule.atMost(), atMost))) {
      var household = HouseholdTables.household(Statements.entity(row, 0), row.getString(2));
      oversized.add(new Oversized(household, row.getInteger(3)));
    }
    return oversized;
  }

  private Optional<Entity> account(EntityKey key) {
    var ids = Tuple.tuple().addArrayOfString(new String[] {key.id()});
    var found = query(AccountTables.SIGHTINGS, ids).iterator();
    if (!found.hasNext()) {
      return Optional.empty();
    }
    var seen = AccountTables.sighting(found.next());
    var traits = AccountTables.traits(query(AccountTables.ALL_TRAITS, ids));
    return Optional.of(new Entity(key, seen, traits));
  }

  private Optional<Entity> household(EntityKey key) {
    if (query(SHOWN, Tuple.of(key.entity(), key.id())).size() == 0) {
      return Optional.empty();
    }
    var arguments = Statements.entities(List.of(key));
    var rows = query(HouseholdTables.HOUSEHOLDS, arguments);
    var found = rows.iterator();
    if (!found.hasNext()) {
      return Optional.empty();
    }
    var since = new Origin(Instant.ofEpochMilli(found.next().getLong(3)), "", "");
    return Optional.of(new Entity(key, new Sighting(since, since), HouseholdTables.traits(rows)));
  }

  private RowSet<Row> query(String statement, Tuple arguments) {
    return Postgres.await(pool.preparedQuery(statement).execute(arguments));
  }
}
