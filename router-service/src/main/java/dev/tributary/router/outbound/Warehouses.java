package dev.tributary.router.outbound;

import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.Unavailable;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import dev.tributary.router.domain.delivery.Turns;
import dev.tributary.warehouse.domain.Batch;
import dev.tributary.warehouse.domain.Outcome;
import dev.tributary.warehouse.domain.Warehouse;
import dev.tributary.warehouse.http.GoogleServiceAccount;
import dev.tributary.warehouse.http.HttpWarehouses;
import dev.tributary.warehouse.http.RsaKeys;
import dev.tributary.warehouse.http.SnowflakeKeyPair;
import dev.tributary.warehouse.http.SnowflakeSession;
import dev.tributary.warehouse.jdbc.Connections;
import dev.tributary.warehouse.jdbc.JdbcWarehouses;
import dev.tributary.warehouse.parquet.Below;
import dev.tributary.warehouse.parquet.DirectoryStore;
import dev.tributary.warehouse.parquet.ParquetWarehouses;
import dev.tributary.warehouse.parquet.S3Credentials;
import dev.tributary.warehouse.parquet.S3Store;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;

/**
 * Makes warehouses of destinations' settings. Hosts are looked up and judged before each load; the
 * drivers look them up once more when they connect, so what a name server answers differently in
 * between is not seen here.
 */
final class Warehouses {

  private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(10);

  /** A driver's own bound, in seconds, for an answer that never comes. */
  private static final String SOCKET_PATIENCE = "300";

  private final HostAddresses addresses;
  private final Optional<Path> directory;
  private final Turns turns;
  private final Vendors vendors;

  /**
   * A maker.
   *
   * @param directory where files may lie; without it there are no warehouses of files
   * @param turns for stores that cannot see to it that one writes at a time
   */
  Warehouses(HostAddresses addresses, Optional<Path> directory, Turns turns, Vendors vendors) {
    this.addresses = addresses;
    this.directory = directory;
    this.turns = turns;
    this.vendors = vendors;
  }

  /**
   * Where those are of whom there is one.
   *
   * @param snowflake by an account's identifier
   */
  record Vendors(URI bigQuery, URI googleTokens, Function<String, URI> snowflake) {

    static final Vendors REAL =
        new Vendors(
            URI.create("https://bigquery.googleapis.com"),
            URI.create("https://oauth2.googleapis.com/token"),
            // An account's name may have underscores, a host's not; Snowflake takes hyphens.
            account ->
                URI.create(
                    "https://%s.snowflakecomputing.com".formatted(account.replace('_', '-'))));
  }

  /** A warehouse, or why there is none now. */
  sealed interface Made {

    /**
     * It is there.
     *
     * @param host whom it talks to; empty for files
     */
    record Ready(Warehouse warehouse, Optional<String> host) implements Made {}

    record Missing(String reason) implements Made {}
  }

  /** The warehouse of a connector with these settings. */
  Made make(String connector, Json.Obj settings) {
    return switch (connector) {
      case "postgres" -> remote(settings, JdbcWarehouses.postgreSql(postgreSql(settings)));
      case "redshift" -> remote(settings, JdbcWarehouses.redshift(postgreSql(settings)));
      case "clickhouse" -> clickHouse(settings);
      case "bigquery" -> bigQuery(settings);
      case "snowflake" -> snowflake(settings);
      case "parquet-s3" -> s3(settings);
      case "duckdb" -> local(root -> JdbcWarehouses.duckDb(root.resolve(text(settings, "file"))));
      case "parquet" -> local(root -> parquet(root.resolve(text(settings, "directory"))));
      default -> new Made.Missing("this release knows no such warehouse");
    };
  }

  /** Why a host may not be talked to now; empty where it may. */
  Optional<String> refusal(String host) {
    return switch (addresses.find(host)) {
      case HostAddresses.Found.Usable _ -> Optional.empty();
      case HostAddresses.Found.Forbidden(var kind) ->
          Optional.of("the host has an address that is " + kind);
      case HostAddresses.Found.Unknown(var reason) -> Optional.of(reason);
    };
  }

  private static Made remote(Json.Obj settings, Warehouse warehouse) {
    return new Made.Ready(warehouse, Optional.of(text(settings, "host")));
  }

  private Made local(Function<Path, Warehouse> maker) {
    if (directory.isEmpty()) {
      return new Made.Missing("tributary.router.warehouse-directory is not set on the router");
    }
    try {
      Files.createDirectories(directory.get());
      return new Made.Ready(maker.apply(directory.get()), Optional.empty());
    } catch (IOException _) {
      return new Made.Missing("tributary.router.warehouse-directory cannot be made or written");
    }
  }

  private static Warehouse parquet(Path root) {
    return ParquetWarehouses.in(new DirectoryStore(root));
  }

  private static Connections postgreSql(Json.Obj settings) {
    var url =
        "jdbc:postgresql://%s:%d/"
            .formatted(text(settings, "host"), number(settings, "port").intValue());
    var properties = new Properties();
    properties.setProperty("PGDBNAME", text(settings, "database"));
    properties.setProperty("user", text(settings, "username"));
    properties.setProperty("password", text(settings, "password"));
    properties.setProperty("sslmode", text(settings, "tls"));
    properties.setProperty("connectTimeout", Long.toString(CONNECT_PATIENCE.toSeconds()));
    properties.setProperty("socketTimeout", SOCKET_PATIENCE);
    properties.setProperty("reWriteBatchedInserts", "true");
    properties.setProperty("ApplicationName", "tributary");
    return () -> DriverManager.getConnection(url, properties);
  }

  private static Made clickHouse(Json.Obj settings) {
    var server = URI.create(text(settings, "url"));
    return over(
        server,
        HttpWarehouses.clickHouse(
            client(), server, () -> text(settings, "username"), () -> text(settings, "password")));
  }

  private Made bigQuery(Json.Obj settings) {
    try {
      var key = JsonText.parseObject(utf8(text(settings, "serviceAccount")));
      var pair = RsaKeys.ofPem(text(key, "private_key"));
      var client = client();
      // Not the key's own token_uri: it would be a host that nobody has judged.
      var token =
          new GoogleServiceAccount(
              client,
              vendors.googleTokens(),
              text(key, "client_email"),
              pair.getPrivate(),
              InstantSource.system());
      return over(
          vendors.bigQuery(),
          HttpWarehouses.bigQuery(
              client,
              vendors.bigQuery(),
              text(settings, "project"),
              text(settings, "location"),
              token));
    } catch (InvalidValue | IllegalArgumentException _) {
      return new Made.Missing("settings.serviceAccount is not the JSON of a service account's key");
    }
  }

  private Made snowflake(Json.Obj settings) {
    try {
      var account = text(settings, "account");
      var server = vendors.snowflake().apply(account);
      var token =
          new SnowflakeKeyPair(
              account,
              text(settings, "username"),
              RsaKeys.ofPem(text(settings, "privateKey")),
              InstantSource.system());
      var session =
          new SnowflakeSession(
              text(settings, "database"), text(settings, "warehouse"), text(settings, "role"));
      return over(server, HttpWarehouses.snowflake(client(), server, session, token));
    } catch (IllegalArgumentException e) {
      return new Made.Missing("settings.privateKey " + e.getMessage());
    }
  }

  private Made s3(Json.Obj settings) {
    var bucket = URI.create(text(settings, "endpoint") + "/" + text(settings, "bucket"));
    var credentials =
        new S3Credentials(
            text(settings, "accessKeyId"),
            text(settings, "secretAccessKey"),
            text(settings, "sessionToken"));
    var store =
        new S3Store(
            client(), bucket, text(settings, "region"), () -> credentials, InstantSource.system());
    var prefix = text(settings, "prefix");
    var files = ParquetWarehouses.in(new Below(store, prefix));
    return over(bucket, batch -> turn(bucket + "/" + prefix, batch, files));
  }

  private List<Outcome> turn(String whose, Batch batch, Warehouse warehouse) {
    try {
      return turns.take(whose, () -> warehouse.load(batch));
    } catch (Unavailable _) {
      var reason = "waits for its turn: another router writes there, or PostgreSQL is away";
      return batch.items().stream().map(_ -> (Outcome) new Outcome.Retry(reason)).toList();
    }
  }

  private static Made over(URI server, Warehouse warehouse) {
    return new Made.Ready(warehouse, Optional.ofNullable(server.getHost()));
  }

  private static HttpClient client() {
    return HttpClient.newBuilder().connectTimeout(CONNECT_PATIENCE).build();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static BigDecimal number(Json.Obj settings, String field) {
    return settings.fields().get(field) instanceof Json.Num(var value) ? value : BigDecimal.ZERO;
  }

  private static String text(Json.Obj settings, String field) {
    return settings.fields().get(field) instanceof Json.Str(var value) ? value : "";
  }
}
