package dev.tributary.identity.storage;

import dev.tributary.identity.domain.NaiveModel;
import dev.tributary.identity.domain.graph.Pair;
import dev.tributary.identity.domain.graph.Sighting;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.Profile;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.profile.ProfileStore;
import dev.tributary.platform.storage.Postgres;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The customers that PostgreSQL holds, as the naive model tells them. */
record StoredPersons(ProfileStore profiles, Pool pool, Installation installation) {

  private static final String LINKS =
      """
      SELECT low, high, apart, first_millis, source, message_id, days
      FROM link WHERE low = ANY ($1) AND high = ANY ($1) AND apart = ''
      """;

  Set<NaiveModel.Person> of(Collection<Identifier> identifiers) {
    return profilesOf(identifiers).stream().map(this::person).collect(Collectors.toSet());
  }

  Set<Profile> profilesOf(Collection<Identifier> identifiers) {
    var found = new HashSet<Profile>();
    for (var identifier : identifiers) {
      for (var owner : profiles.owners(identifier)) {
        profiles.load(owner).ifPresent(found::add);
      }
    }
    return found;
  }

  private NaiveModel.Person person(Profile profile) {
    var traits =
        profile.traits().stream()
            .collect(Collectors.toMap(Profile.Known::name, Profile.Known::value));
    var identifiers =
        profile.identifiers().stream().map(Profile.Linked::identifier).collect(Collectors.toSet());
    return new NaiveModel.Person(profile.id(), identifiers, traits, links(identifiers));
  }

  private Map<Pair, Sighting> links(Set<Identifier> identifiers) {
    var nodes =
        identifiers.stream().map(installation.ids()::of).map(ProfileId::value).toArray(UUID[]::new);
    var links = new HashMap<Pair, Sighting>();
    for (var row :
        Postgres.await(pool.preparedQuery(LINKS).execute(Tuple.tuple().addArrayOfUUID(nodes)))) {
      var pair = new Pair(new ProfileId(row.getUUID(0)), new ProfileId(row.getUUID(1)));
      var days = Set.of(row.getArrayOfIntegers(6));
      links.put(pair, new Sighting(ClusterColumns.origin(row, 3), days, row.getString(2)));
    }
    return links;
  }
}
