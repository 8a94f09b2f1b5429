package dev.tributary.router.outbound;

import dev.tributary.platform.domain.json.Json;
import dev.tributary.warehouse.domain.Warehouse;
import dev.tributary.warehouse.http.HttpWarehouses;
import dev.tributary.warehouse.jdbc.Connections;
import dev.tributary.warehouse.jdbc.JdbcWarehouses;
import dev.tributary.warehouse.parquet.DirectoryStore;
import dev.tributary.warehouse.parquet.ParquetWarehouses;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
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

  /**
   * A maker.
   *
   * @param directory where files may lie; without it there are no warehouses of files
   */
  Warehouses(HostAddresses addresses, Optional<Path> directory) {
    this.addresses = addresses;
    this.directory = directory;
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
    var client = HttpClient.newBuilder().connectTimeout(CONNECT_PATIENCE).build();
    return new Made.Ready(
        HttpWarehouses.clickHouse(
            client, server, () -> text(settings, "username"), () -> text(settings, "password")),
        Optional.ofNullable(server.getHost()));
  }

  private static BigDecimal number(Json.Obj settings, String field) {
    return settings.fields().get(field) instanceof Json.Num(var value) ? value : BigDecimal.ZERO;
  }

  private static String text(Json.Obj settings, String field) {
    return settings.fields().get(field) instanceof Json.Str(var value) ? value : "";
  }
}
