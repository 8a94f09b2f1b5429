package dev.tributary.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One connection that upserts batches: one statement a table, the transaction around them, all
 * pipelined in one round trip. The client and its settings are the service's.
 */
final class BareUpsert {

  private final PgConnection connection;

  BareUpsert(PgConnection connection) {
    this.connection = connection;
  }

  /** Connects to a database on loopback. */
  static PgConnection connect(Vertx vertx, int port, String password, String database) {
    return connect(vertx, port, password, database, PgConnectOptions.DEFAULT_PIPELINING_LIMIT);
  }

  /** As the other, with so many requests in flight at once. */
  static PgConnection connect(
      Vertx vertx, int port, String password, String database, int pipelined) {
    var options =
        new PgConnectOptions()
            .setHost("127.0.0.1")
            .setPort(port)
            .setUser("tributary")
            .setPassword(password)
            .setDatabase(database)
            .setCachePreparedStatements(true)
            .setPipeliningLimit(pipelined);
    return Waiting.on(PgConnection.connect(vertx, options));
  }

  /** Returns when all upserts of a batch are committed, in one transaction. */
  void write(List<Map<BareTable, List<Object[]>>> upserts) {
    var sent = new ArrayList<Future<?>>();
    sent.add(connection.query("BEGIN").execute());
    for (var upsert : upserts) {
      upsert.forEach((table, rows) ->
          sent.add(connection.preparedQuery(table.upsert()).execute(table.arguments(rows))));
    }
    sent.add(connection.query("COMMIT").execute());
    Waiting.on(Future.all(sent));
  }
}
