package dev.tributary.router.storage;

import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import dev.tributary.platform.storage.Postgres;
import dev.tributary.router.domain.list.Lists;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Lists in PostgreSQL, which lets one router at a time make one of an audience. */
@ApplicationScoped
class PostgresLists implements Lists {

  private static final String FIND =
      """
      SELECT list::text AS list FROM audience_list
      WHERE destination = $1 AND audience = $2 AND connector = $3
      """;

  private static final String LOCK =
      "SELECT pg_advisory_xact_lock(hashtextextended($1 || chr(31) || $2 || chr(31) || $3, 501))";

  private static final String ADD =
      """
      INSERT INTO audience_list (destination, audience, connector, list)
      VALUES ($1, $2, $3, $4::text::jsonb)
      """;

  private final Postgres postgres;

  PostgresLists(Postgres postgres) {
    this.postgres = postgres;
  }

  @Override
  public Optional<Json.Obj> find(Key key) {
    return postgres.withConnection(connection -> find(connection, key));
  }

  @Override
  public Json.Obj findOrMake(Key key, Maker maker) throws Maker.NotMade {
    try {
      return postgres.inTransaction(
          "",
          connection -> {
            Postgres.await(Postgres.send(connection, LOCK, tuple(key)));
            return find(connection, key).orElseGet(() -> make(connection, key, maker));
          });
    } catch (Unmade e) {
      throw e.why();
    }
  }

  private static Json.Obj make(SqlConnection connection, Key key, Maker maker) {
    try {
      var list = maker.make();
      var text = JsonText.writeString(list);
      var row = Tuple.of(key.destination(), key.audience(), key.connector(), text);
      Postgres.await(Postgres.send(connection, ADD, row));
      return list;
    } catch (Maker.NotMade e) {
      throw new Unmade(e);
    }
  }

  private static Optional<Json.Obj> find(SqlConnection connection, Key key) {
    var rows = Postgres.await(Postgres.send(connection, FIND, tuple(key))).iterator();
    return rows.hasNext()
        ? Optional.of(
            JsonText.parseObject(rows.next().getString("list").getBytes(StandardCharsets.UTF_8)))
        : Optional.empty();
  }

  private static Tuple tuple(Key key) {
    return Tuple.of(key.destination(), key.audience(), key.connector());
  }

  /** Carries the reason out of the transaction, which is rolled back. */
  private static final class Unmade extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Maker.NotMade why;

    Unmade(Maker.NotMade why) {
      super(why);
      this.why = why;
    }

    Maker.NotMade why() {
      return why;
    }
  }
}
