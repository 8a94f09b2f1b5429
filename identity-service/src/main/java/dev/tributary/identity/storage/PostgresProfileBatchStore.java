package dev.tributary.identity.storage;

import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.Profile;
import dev.tributary.identity.domain.profile.ProfileBatchStore;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.profile.ProfileIds;
import dev.tributary.identity.domain.profile.Profiles.Found;
import dev.tributary.identity.domain.profile.Question;
import dev.tributary.identity.domain.profile.Question.ById;
import dev.tributary.identity.domain.profile.Question.ByIdentifier;
import dev.tributary.platform.storage.Postgres;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Many profiles in PostgreSQL. An identifier's id answers as its profile's, so one statement
 * answers most questions; two more those by an identifier that many have.
 */
@ApplicationScoped
class PostgresProfileBatchStore implements ProfileBatchStore {

  /** As in {@link GraphQueries#PLAN_FOR_LARGE_TABLES}, for one transaction. */
  static final String ONE_STATE =
      "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY; SET LOCAL enable_seqscan = off;"
          + " SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off";

  private static final int ASKED = 10;

  private static final String PROFILES =
      "SELECT "
          + PostgresProfileStore.COLUMNS
          + """
          , k.id
          FROM unnest($1::uuid[]) AS k (id)
          JOIN identifier n ON n.id = k.id
          JOIN cell c ON c.id = n.cell
          JOIN cell r ON r.id = c.root
          """;

  private static final String OWNERS_OF_SHARED =
      """
      SELECT k.type, k.value, x.survivor
      FROM unnest($1::text[], $2::text[]) AS k (type, value)
      CROSS JOIN LATERAL (
        SELECT DISTINCT r.survivor
        FROM shared_identifier s JOIN cell r ON r.id = s.profile
        WHERE s.type = k.type AND s.value = k.value
        LIMIT 2
      ) x
      """;

  private final Postgres postgres;
  private final Installation installation;

  PostgresProfileBatchStore(Postgres postgres, Installation installation) {
    this.postgres = postgres;
    this.installation = installation;
  }

  @Override
  public List<Found> find(List<Question> questions) {
    if (questions.isEmpty()) {
      return List.of();
    }
    var ids = installation.ids();
    return postgres.inTransaction(ONE_STATE, connection -> find(connection, questions, ids));
  }

  private static List<Found> find(
      SqlConnection connection, List<Question> questions, ProfileIds ids) {
    var nodes = questions.stream().map(question -> node(question, ids)).toList();
    var profiles = load(connection, nodes);
    var unknown = new TreeSet<Identifier>();
    for (int i = 0; i < nodes.size(); i++) {
      if (!profiles.containsKey(nodes.get(i))
          && questions.get(i) instanceof ByIdentifier(var identifier)) {
        unknown.add(identifier);
      }
    }
    var owners = owners(connection, unknown);
    var ofShared = load(connection, owners.values().stream().flatMap(List::stream).toList());

    var answers = new ArrayList<Found>();
    for (int i = 0; i < nodes.size(); i++) {
      var profile = profiles.get(nodes.get(i));
      answers.add(
          profile == null ? shared(questions.get(i), owners, ofShared) : new Found.One(profile));
    }
    return answers;
  }

  private static ProfileId node(Question question, ProfileIds ids) {
    return switch (question) {
      case ByIdentifier(var identifier) -> ids.of(identifier);
      case ById(var id) -> id;
    };
  }

  private static Found shared(
      Question question,
      Map<Identifier, List<ProfileId>> owners,
      Map<ProfileId, Profile> profiles) {
    var found =
        question instanceof ByIdentifier(var identifier)
            ? owners.getOrDefault(identifier, List.of())
            : List.<ProfileId>of();
    return switch (found.size()) {
      case 0 -> new Found.Nobody();
      case 1 -> new Found.One(Objects.requireNonNull(profiles.get(found.getFirst())));
      default -> new Found.Several();
    };
  }

  private static Map<ProfileId, Profile> load(SqlConnection connection, List<ProfileId> ids) {
    var profiles = new HashMap<ProfileId, Profile>();
    if (!ids.isEmpty()) {
      var nodes = ids.stream().distinct().map(ProfileId::value).toArray(UUID[]::new);
      var arguments = Tuple.tuple().addArrayOfUUID(nodes);
      for (var row : Postgres.await(Postgres.send(connection, PROFILES, arguments))) {
        profiles.put(new ProfileId(row.getUUID(ASKED)), PostgresProfileStore.profile(row));
      }
    }
    return profiles;
  }

  private static Map<Identifier, List<ProfileId>> owners(
      SqlConnection connection, Collection<Identifier> identifiers) {
    var owners = new HashMap<Identifier, List<ProfileId>>();
    if (!identifiers.isEmpty()) {
      var types = identifiers.stream().map(each -> each.type().name()).toArray(String[]::new);
      var values = identifiers.stream().map(Identifier::value).toArray(String[]::new);
      var arguments = Tuple.tuple().addArrayOfString(types).addArrayOfString(values);
      for (var row : Postgres.await(Postgres.send(connection, OWNERS_OF_SHARED, arguments))) {
        owners
            .computeIfAbsent(
                Identifier.of(row.getString(0), row.getString(1)), _ -> new ArrayList<>())
            .add(new ProfileId(row.getUUID(2)));
      }
    }
    return owners;
  }
}
