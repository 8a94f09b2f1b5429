package dev.tributary.warehouse.http;

import dev.tributary.warehouse.domain.Warehouse;
import dev.tributary.warehouse.domain.dialect.BigQuery;
import dev.tributary.warehouse.domain.dialect.ClickHouse;
import dev.tributary.warehouse.domain.dialect.HttpDialect;
import dev.tributary.warehouse.domain.dialect.Snowflake;
import dev.tributary.warehouse.domain.load.TableWarehouse;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.function.Supplier;

/**
 * The warehouses that are spoken to over HTTP. Each may be used by any number of threads. None was
 * ever run against its vendor; what they send is held by tests.
 */
public final class HttpWarehouses {

  private static final long POLL_MILLIS = 500;

  private HttpWarehouses() {}

  /**
   * ClickHouse.
   *
   * @param server its HTTP address without a path, such as {@code https://host:8443}
   * @param user asked for each request, as is the password, so that they may change
   */
  public static Warehouse clickHouse(
      HttpClient client, URI server, Supplier<String> user, Supplier<String> password) {
    return warehouse(
        new ClickHouse(),
        new ClickHouseStatements(
            new HttpExchange(client),
            server,
            () -> new ClickHouseStatements.Login(user.get(), password.get())));
  }

  /**
   * BigQuery.
   *
   * @param api {@code https://bigquery.googleapis.com}
   * @param location where the datasets are, such as {@code EU}
   * @param token an access token that holds now, such as a {@link GoogleServiceAccount}
   */
  public static Warehouse bigQuery(
      HttpClient client, URI api, String project, String location, Supplier<String> token) {
    return warehouse(
        new BigQuery(location),
        new BigQueryStatements(new HttpExchange(client), api, project, location, token));
  }

  /**
   * Snowflake.
   *
   * @param account such as {@code https://myorg-account1.snowflakecomputing.com}
   * @param token a token that holds now, such as a {@link SnowflakeKeyPair}
   */
  public static Warehouse snowflake(
      HttpClient client, URI account, SnowflakeSession session, Supplier<String> token) {
    return warehouse(
        new Snowflake(),
        new SnowflakeStatements(
            new HttpExchange(client), account, session, token, () -> Thread.sleep(POLL_MILLIS)));
  }

  private static Warehouse warehouse(HttpDialect dialect, HttpStatements statements) {
    return new TableWarehouse(dialect.naming(), new HttpTableStore(dialect, statements));
  }
}
