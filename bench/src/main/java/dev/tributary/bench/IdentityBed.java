package dev.tributary.bench;

import dev.tributary.proto.Topic;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A bed with identity-service, and its baselines on databases with the same tables and indexes: the
 * service's own, cloned while they were empty.
 */
final class IdentityBed implements AutoCloseable {

  static final Feed.Consumer SERVICE =
      new Feed.Consumer("identity", Topic.ACCEPTED.topicName(), "tributary-identity");
  static final Feed.Consumer HOPS =
      new Feed.Consumer("bare", BareIdentity.ROUTE.input(), BareIdentity.ROUTE.group());

  private static final String HEAP = "-Xmx1g";
  static final String RESOLVER_DATABASE = "resolver";

  private static final String TABLES =
      "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename";

  private final Bed bed;
  private final HttpClient client = HttpClient.newHttpClient();

  IdentityBed(String bench, Options options) throws Exception {
    this(
        List.of(
            BareIdentity.DATABASE,
            BareIdentity.DATABASE_ONCE,
            BareIdentity.DATABASE_EACH,
            RESOLVER_DATABASE));
    try {
      bed.createTopic(BareIdentity.ROUTE.input());
      bed.createTopic(BareIdentity.ROUTE.output());
      bed.startService("identity", jvm(bench, options).toArray(new String[0]));
    } catch (Exception e) {
      bed.close();
      throw e;
    }
  }

  /** A bed of these empty databases alone: the service made their tables and is gone. */
  IdentityBed(List<String> databases) throws Exception {
    bed = new Bed();
    try {
      bed.startService("identity", HEAP);
      bed.stop("identity");
      for (var database : databases) {
        bed.cloneDatabase("identity", database);
      }
    } catch (Exception e) {
      bed.close();
      throw e;
    }
  }

  Bed bed() {
    return bed;
  }

  /** Starts {@link BareIdentity}. */
  void startBaselines() throws Exception {
    bed.startMain(
        "bare",
        List.of(HEAP),
        BareIdentity.class,
        bed.bootstrapServers(),
        Integer.toString(bed.port("postgres")),
        bed.password());
  }

  /** Starts the service's own resolver without the service, as its test classes have it. */
  void startResolver(String bench, Options options) throws Exception {
    startResolver(bench, options, RESOLVER_DATABASE);
  }

  /** As {@link #startResolver(String, Options)}, on another database; one at a time. */
  void startResolver(String bench, Options options, String database) throws Exception {
    var built = bed.built("identity");
    var classPath =
        Stream.of("test-classes", "classes", "quarkus-app/lib/main/*", "quarkus-app/lib/boot/*")
            .map(part -> built + "/" + part)
            .collect(Collectors.joining(File.pathSeparator));
    bed.startMain(
        "resolver",
        jvm(bench + "-resolver", options),
        classPath,
        "dev.tributary.identity.messaging.ResolverProbe",
        Integer.toString(bed.port("postgres")),
        bed.password(),
        database);
  }

  /** Asks a process that was started here for something. */
  String ask(String process, String path, String body) throws Exception {
    var address = URI.create("http://127.0.0.1:" + bed.port(process) + path);
    var request =
        HttpRequest.newBuilder(address).POST(HttpRequest.BodyPublishers.ofString(body)).build();
    var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(path + ": " + answer.body());
    }
    return answer.body();
  }

  /** How many rows each table of a database has, but those that have none. */
  Map<String, Long> rows(String database) throws SQLException {
    var counts = new TreeMap<String, Long>();
    try (var connection = bed.database(database);
        var statement = connection.createStatement()) {
      var tables = new ArrayList<String>();
      try (var names = statement.executeQuery(TABLES)) {
        while (names.next()) {
          tables.add(names.getString(1));
        }
      }
      for (var table : tables) {
        try (var count = statement.executeQuery("SELECT count(*) FROM " + table)) {
          count.next();
          if (count.getLong(1) > 0) {
            counts.put(table, count.getLong(1));
          }
        }
      }
    }
    return counts;
  }

  /** Writes what is dirty to the disk, so that no run pays for the one before it. */
  void checkpoint() throws SQLException {
    try (var connection = bed.database("postgres");
        var statement = connection.createStatement()) {
      statement.execute("CHECKPOINT");
    }
  }

  @Override
  public void close() throws IOException {
    bed.close();
  }

  private List<String> jvm(String bench, Options options) throws IOException {
    var words = new ArrayList<>(List.of(HEAP));
    if (options.recorded()) {
      var file = bed.kept(bench + ".jfr");
      words.add("-XX:StartFlightRecording:settings=profile,filename=" + file);
    }
    return words;
  }
}
