package dev.tributary.identity.storage.entity;

import dev.tributary.identity.domain.entity.EntityKey;
import dev.tributary.identity.domain.entity.Membership;
import dev.tributary.identity.domain.entity.News;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.storage.Columns;
import dev.tributary.identity.wire.EntityWire;
import dev.tributary.proto.Topic;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who was told to be a member of what. */
record MembershipTables(Statements statements) {

  private static final String OF_PROFILES =
      """
      SELECT m.profile, m.entity, m.id
      FROM unnest($1::uuid[]) AS k (profile) JOIN membership m ON m.profile = k.profile
      """;

  private static final String MEMBERS =
      """
      SELECT DISTINCT m.profile FROM unnest($1::text[], $2::text[]) AS k (entity, id)
      JOIN membership m ON m.entity = k.entity AND m.id = k.id
      """;

  private static final String WITH_MEMBERS =
      """
      SELECT k.entity, k.id FROM unnest($1::text[], $2::text[]) AS k (entity, id)
      WHERE EXISTS (SELECT 1 FROM membership m WHERE m.entity = k.entity AND m.id = k.id)
      """;

  private static final String MEMBERS_AFTER =
      """
      SELECT m.profile FROM membership m
      WHERE m.entity = $1 AND m.id = $2 AND m.profile > $3
      ORDER BY m.profile LIMIT $4
      """;

  private static final String START =
      """
      INSERT INTO membership (profile, entity, id, since_millis, source, message_id)
      SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::text[])
      ON CONFLICT DO NOTHING
      """;

  private static final String END =
      """
      DELETE FROM membership m
      USING unnest($1::uuid[], $2::text[], $3::text[]) AS k (profile, entity, id)
      WHERE m.profile = k.profile AND m.entity = k.entity AND m.id = k.id
      """;

  private static final String TELL =
      """
      INSERT INTO outbox (topic, key, value)
      SELECT $3, k.key, k.value
      FROM unnest($1::text[], $2::bytea[]) WITH ORDINALITY AS k (key, value, number)
      ORDER BY k.number
      """;

  Map<ProfileId, Set<EntityKey>> ofProfiles(Set<ProfileId> profiles) {
    var told = new HashMap<ProfileId, Set<EntityKey>>();
    for (var row : statements.run(OF_PROFILES, Statements.profiles(profiles))) {
      told.computeIfAbsent(Statements.profile(row, 0), _ -> new HashSet<>())
          .add(Statements.entity(row, 1));
    }
    return told;
  }

  Set<ProfileId> members(Set<EntityKey> entities) {
    var members = new HashSet<ProfileId>();
    for (var row : statements.run(MEMBERS, Statements.entities(entities))) {
      members.add(Statements.profile(row, 0));
    }
    return members;
  }

  Set<EntityKey> withMembers(Collection<EntityKey> entities) {
    var with = new HashSet<EntityKey>();
    for (var row : statements.run(WITH_MEMBERS, Statements.entities(entities))) {
      with.add(Statements.entity(row, 0));
    }
    return with;
  }

  List<ProfileId> membersAfter(EntityKey entity, ProfileId after, int atMost) {
    var members = new ArrayList<ProfileId>();
    var arguments = Tuple.of(entity.entity(), entity.id(), after.value(), atMost);
    for (var row : statements.run(MEMBERS_AFTER, arguments)) {
      members.add(Statements.profile(row, 0));
    }
    return members;
  }

  void start(Collection<Membership> memberships) {
    if (memberships.isEmpty()) {
      return;
    }
    var arguments =
        Columns.of(memberships)
            .uuids(membership -> membership.profile().value())
            .texts(membership -> membership.entity().entity())
            .texts(membership -> membership.entity().id())
            .longs(membership -> Statements.millis(membership.since()))
            .texts(membership -> membership.since().source())
            .texts(membership -> membership.since().messageId())
            .tuple();
    statements.run(START, arguments);
  }

  void end(Map<ProfileId, Set<EntityKey>> memberships) {
    var pairs = Statements.pairs(memberships);
    if (pairs.isEmpty()) {
      return;
    }
    var arguments =
        Columns.of(pairs)
            .uuids(pair -> pair.getKey().value())
            .texts(pair -> pair.getValue().entity())
            .texts(pair -> pair.getValue().id())
            .tuple();
    statements.run(END, arguments);
  }

  void tell(List<News> news) {
    var records = new ArrayList<Map.Entry<String, byte[]>>();
    for (var each : news) {
      for (var record : EntityWire.toResolved(each)) {
        records.add(Map.entry(each.profile().text(), record.toByteArray()));
      }
    }
    if (records.isEmpty()) {
      return;
    }
    var arguments = Columns.of(records).texts(Map.Entry::getKey).bytes(Map.Entry::getValue).tuple();
    statements.run(TELL, arguments.addString(Topic.RESOLVED.topicName()));
  }
}
