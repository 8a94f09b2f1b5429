package dev.tributary.warehouse.http;

import dev.tributary.warehouse.domain.dialect.HttpDialect.Statement;
import dev.tributary.warehouse.domain.load.Failure;
import dev.tributary.warehouse.domain.value.Json;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Snowflake's SQL API, version 2: a POST, whose answer 202 means that the statement runs on and is
 * to be asked for by its handle.
 *
 * <p>Source, seen 2026-11-28: docs.snowflake.com/en/developer-guide/sql-api: reference (200, 202,
 * 408, 422, 429), submitting-requests (bindings), handling-responses (partitions), authenticating
 * (KEYPAIR_JWT).
 */
final class SnowflakeStatements implements HttpStatements {

  private static final int MOST_POLLS = 600;

  private final HttpExchange http;
  private final URI account;
  private final SnowflakeSession session;
  private final Supplier<String> token;
  private final Pause pause;

  /** The wait between two polls. */
  @FunctionalInterface
  interface Pause {

    void take() throws InterruptedException;
  }

  /**
   * An account.
   *
   * @param account such as {@code https://myorg-account1.snowflakecomputing.com}
   * @param token a JWT that holds now
   */
  SnowflakeStatements(
      HttpExchange http,
      URI account,
      SnowflakeSession session,
      Supplier<String> token,
      Pause pause) {
    this.http = http;
    this.account = account;
    this.session = session;
    this.token = token;
    this.pause = pause;
  }

  @Override
  public List<List<String>> run(Statement statement) throws IOException, StatementRefused {
    var answer =
        checked(http.post(URI.create(account + "/api/v2/statements"), headers(), body(statement)));
    for (int polls = 0; answer.status() == 202; polls++) {
      if (polls == MOST_POLLS) {
        throw new IOException("a statement does not end");
      }
      rest();
      answer = checked(http.get(handle(answer.json(), ""), headers()));
    }
    var first = answer.json();
    var rows = new ArrayList<>(JsonFields.rows(first, "data"));
    int partitions = JsonFields.items(first, "resultSetMetaData", "partitionInfo").size();
    for (int partition = 1; partition < partitions; partition++) {
      var more = checked(http.get(handle(first, "?partition=" + partition), headers()));
      rows.addAll(JsonFields.rows(more.json(), "data"));
    }
    return rows;
  }

  private String body(Statement statement) {
    var bindings = new LinkedHashMap<String, Object>();
    for (var value : statement.parameters()) {
      bindings.put(Integer.toString(bindings.size() + 1), Map.of("type", "TEXT", "value", value));
    }
    var body = new LinkedHashMap<String, Object>();
    body.put("statement", statement.sql());
    body.put("database", session.database());
    body.put("warehouse", session.warehouse());
    body.put("role", session.role());
    if (!bindings.isEmpty()) {
      body.put("bindings", bindings);
    }
    return Json.text(body);
  }

  private URI handle(Map<String, @Nullable Object> answer, String query) throws IOException {
    var handle = JsonFields.text(answer, "statementHandle");
    if (!handle.matches("[0-9A-Za-z-]+")) {
      throw new IOException("an answer without a statement's handle");
    }
    return URI.create(account + "/api/v2/statements/" + handle + query);
  }

  private Map<String, String> headers() {
    return Map.of(
        "Authorization", "Bearer " + token.get(),
        "X-Snowflake-Authorization-Token-Type", "KEYPAIR_JWT",
        "Content-Type", "application/json",
        "Accept", "application/json",
        "User-Agent", "Tributary/0.1");
  }

  private static HttpExchange.Answer checked(HttpExchange.Answer answer) throws StatementRefused {
    if (answer.status() == 200 || answer.status() == 202) {
      return answer;
    }
    Object error;
    try {
      error = answer.json();
    } catch (IOException _) {
      error = Map.of(); // A proxy's page.
    }
    var state = JsonFields.text(error, "sqlState");
    throw new StatementRefused(
        answer.status() == 422 ? Failure.bySqlState(state) : answer.failure(),
        state.isEmpty() ? "HTTP " + answer.status() : "SQLSTATE " + state,
        JsonFields.text(error, "message"));
  }

  private void rest() throws IOException {
    try {
      pause.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
