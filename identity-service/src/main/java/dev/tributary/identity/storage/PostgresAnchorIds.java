package dev.tributary.identity.storage;

import dev.tributary.identity.domain.follow.AnchorIds;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.ProfileId;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;

/** The ids of identifiers, as the graph stores them. */
@ApplicationScoped
class PostgresAnchorIds implements AnchorIds {

  private static final String ID = "SELECT id FROM identifier WHERE type = $1 AND value = $2";

  private final Pool pool;

  PostgresAnchorIds(Pool pool) {
    this.pool = pool;
  }

  @Override
  public ProfileId of(Identifier identifier) {
    var arguments = Tuple.of(identifier.type().name(), identifier.value());
    var rows = Postgres.await(pool.preparedQuery(ID).execute(arguments)).iterator();
    if (!rows.hasNext()) {
      throw new IllegalStateException("An event was resolved by an identifier that is not stored");
    }
    return new ProfileId(rows.next().getUUID(0));
  }
}
