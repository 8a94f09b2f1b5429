package dev.tributary.identity.storage.entity;

import dev.tributary.identity.domain.entity.Announcement;
import dev.tributary.identity.domain.entity.Derivation;
import dev.tributary.identity.domain.entity.DerivedDefinition;
import dev.tributary.identity.domain.entity.EntityKey;
import dev.tributary.identity.domain.entity.EntityReader;
import dev.tributary.identity.domain.entity.EntityRule;
import dev.tributary.identity.domain.entity.RuleVersion;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.json.JsonText;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;

/** Rules, and what is still to be done. */
record WorkTables(Statements statements) {

  private static final UUID START = Announcement.START.value();

  static final String PENDING =
      "SELECT EXISTS (SELECT 1 FROM announcement),"
          + " EXISTS (SELECT 1 FROM derived_entity WHERE after IS NOT NULL)";

  static final String RULES = "SELECT name, spec FROM derived_entity WHERE NOT gone ORDER BY name";

  private static final String VERSIONS = "SELECT name, version, gone FROM derived_entity";

  private static final String DEFINE =
      """
      INSERT INTO derived_entity (name, version, spec, gone, after)
      VALUES ($1, $2, $3, false, $4)
      ON CONFLICT (name) DO UPDATE
      SET version = excluded.version, spec = excluded.spec, gone = false, after = excluded.after
      """;

  private static final String DROP =
      "UPDATE derived_entity SET gone = true, after = $2 WHERE name = $1";

  private static final String DERIVATIONS =
      "SELECT name, gone, after FROM derived_entity WHERE after IS NOT NULL ORDER BY name";

  private static final String NEXT_PROFILES =
      """
      SELECT c.survivor, c.id FROM cell c
      WHERE c.id > $1 AND c.root = c.id
      ORDER BY c.id LIMIT $2
      """;

  private static final String NEXT_MEMBERS =
      """
      SELECT DISTINCT m.profile, m.profile FROM household_member m
      WHERE m.entity = $3 AND m.profile > $1
      ORDER BY m.profile LIMIT $2
      """;

  private static final String ADVANCE_DERIVATION =
      "UPDATE derived_entity SET after = $2 WHERE name = $1";

  private static final String FINISH_DERIVATION =
      "UPDATE derived_entity SET after = NULL WHERE name = $1 AND NOT gone";

  private static final String FORGET_RULE = "DELETE FROM derived_entity WHERE name = $1 AND gone";

  private static final String ANNOUNCE =
      """
      INSERT INTO announcement AS a (entity, id, names, after) VALUES ($1, $2, $3, $4)
      ON CONFLICT (entity, id) WHERE after = '00000000-0000-0000-0000-000000000000'
      DO UPDATE SET names = ARRAY(SELECT unnest(a.names) UNION SELECT unnest(excluded.names))
      """;

  private static final String ANNOUNCEMENTS =
      "SELECT number, entity, id, names, after FROM announcement ORDER BY turn LIMIT $1";

  private static final String ADVANCE_ANNOUNCEMENT =
      "UPDATE announcement SET after = $2, turn = DEFAULT WHERE number = $1";

  private static final String FINISH_ANNOUNCEMENT = "DELETE FROM announcement WHERE number = $1";

  /** A rule that this release cannot read, as a newer one may write it, is as good as none. */
  static List<EntityRule.Derived> rules(RowSet<Row> rows) {
    var rules = new ArrayList<EntityRule.Derived>();
    for (var row : rows) {
      var spec = JsonText.parseObject(row.getString(1).getBytes(StandardCharsets.UTF_8));
      switch (EntityReader.read(row.getString(0), spec)) {
        case Checked.Valid<EntityRule>(EntityRule.Derived rule) -> rules.add(rule);
        case Checked.Valid<EntityRule> _, Checked.Invalid<EntityRule> _ -> {}
      }
    }
    return rules;
  }

  List<EntityRule.Derived> rules() {
    return rules(statements.run(RULES, Tuple.tuple()));
  }

  List<RuleVersion> versions() {
    var versions = new ArrayList<RuleVersion>();
    for (var row : statements.run(VERSIONS, Tuple.tuple())) {
      versions.add(new RuleVersion(row.getString(0), row.getLong(1), row.getBoolean(2)));
    }
    return versions;
  }

  void define(DerivedDefinition definition) {
    var spec = JsonText.writeString(definition.spec());
    statements.run(DEFINE, Tuple.of(definition.name(), definition.version(), spec, START));
  }

  void drop(String entity) {
    statements.run(DROP, Tuple.of(entity, START));
  }

  List<Derivation> derivations() {
    var derivations = new ArrayList<Derivation>();
    for (var row : statements.run(DERIVATIONS, Tuple.tuple())) {
      derivations.add(new Derivation(row.getString(0), row.getBoolean(1), row.getUUID(2)));
    }
    return derivations;
  }

  Derivation.Slice next(Derivation derivation, int atMost) {
    var rows =
        derivation.gone()
            ? statements.run(
                NEXT_MEMBERS, Tuple.of(derivation.after(), atMost, derivation.entity()))
            : statements.run(NEXT_PROFILES, Tuple.of(derivation.after(), atMost));
    var profiles = new ArrayList<ProfileId>();
    var last = derivation.after();
    for (var row : rows) {
      profiles.add(Statements.profile(row, 0));
      last = row.getUUID(1);
    }
    return new Derivation.Slice(profiles, last);
  }

  void advance(Derivation derivation) {
    statements.run(ADVANCE_DERIVATION, Tuple.of(derivation.entity(), derivation.after()));
  }

  void finish(Derivation derivation) {
    statements.run(
        derivation.gone() ? FORGET_RULE : FINISH_DERIVATION, Tuple.of(derivation.entity()));
  }

  void announce(Map<EntityKey, SortedSet<String>> changed) {
    changed.forEach((entity, names) -> {
      var arguments =
          Tuple.of(entity.entity(), entity.id()).addArrayOfString(names.toArray(String[]::new));
      statements.run(ANNOUNCE, arguments.addUUID(START));
    });
  }

  List<Announcement> announcements(int atMost) {
    var announcements = new ArrayList<Announcement>();
    for (var row : statements.run(ANNOUNCEMENTS, Tuple.of(atMost))) {
      var names = new TreeSet<>(List.of(row.getArrayOfStrings(3)));
      announcements.add(
          new Announcement(
              row.getLong(0), Statements.entity(row, 1), names, Statements.profile(row, 4)));
    }
    return announcements;
  }

  void advance(Announcement announcement) {
    var after = announcement.after().value();
    statements.run(ADVANCE_ANNOUNCEMENT, Tuple.of(announcement.id(), after));
  }

  void finish(Announcement announcement) {
    statements.run(FINISH_ANNOUNCEMENT, Tuple.of(announcement.id()));
  }
}
