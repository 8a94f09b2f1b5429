package dev.tributary.warehouse.http;

import static dev.tributary.warehouse.testing.Events.track;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.warehouse.domain.Batch;
import dev.tributary.warehouse.domain.Outcome;
import dev.tributary.warehouse.domain.dialect.HttpDialect.Statement;
import dev.tributary.warehouse.http.FakeServer.Reply;
import dev.tributary.warehouse.json.JsonReading;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SnowflakeWarehouseTest {

  private static final Outcome STORED = new Outcome.Stored();
  private static final SnowflakeSession SESSION = new SnowflakeSession("LAKE", "WH", "LOADER");
  private static final String DONE = "{\"statementHandle\":\"h-1\",\"data\":[]}";

  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void mergesEachTableWithItsRowsAsAParameter() throws IOException {
    try (var server = new FakeServer(_ -> Reply.ok(DONE))) {
      // When
      var outcomes =
          HttpWarehouses.snowflake(client, server.uri(), SESSION, () -> "jwt")
              .load(new Batch("shop", List.of(track("m1", "Signed Up", Map.of("a", "it's")))));

      // Then
      assertThat(outcomes).containsExactly(STORED);
      assertThat(server.asked())
          .allMatch(asked -> asked.uri().getPath().equals("/api/v2/statements"))
          .allMatch(asked -> asked.headers().getFirst("Authorization").equals("Bearer jwt"))
          .allMatch(asked ->
              asked
                  .headers()
                  .getFirst("X-Snowflake-Authorization-Token-Type")
                  .equals("KEYPAIR_JWT"));
      var merge =
          JsonReading.object(
              server.bodies().get(server.bodies().size() - 2).getBytes(StandardCharsets.UTF_8));
      assertThat(merge)
          .containsEntry("database", "LAKE")
          .containsEntry("warehouse", "WH")
          .containsEntry("role", "LOADER");
      assertThat((String) merge.get("statement")).startsWith("MERGE INTO \"SHOP\".\"SIGNED_UP\"");
      assertThat(JsonFields.text(merge, "bindings", "1", "type")).isEqualTo("TEXT");
      assertThat(JsonFields.text(merge, "bindings", "1", "value")).contains("\"it's\"");
    }
  }

  @Test
  void asksForAStatementThatRunsOnAndReadsEveryPartition() throws Exception {
    // Given
    var pauses = new AtomicInteger();
    var answers =
        List.of(
            Reply.of(202, "{\"statementHandle\":\"h-1\"}"),
            Reply.of(202, "{\"statementHandle\":\"h-1\"}"),
            Reply.ok(
                "{\"statementHandle\":\"h-1\",\"resultSetMetaData\":{\"partitionInfo\":[{},{}]},\"data\":[[\"a\",null]]}"),
            Reply.ok("{\"data\":[[\"b\",\"c\"]]}"));
    var next = answers.iterator();
    try (var server = new FakeServer(_ -> next.next())) {
      var statements =
          new SnowflakeStatements(
              new HttpExchange(client),
              server.uri(),
              SESSION,
              () -> "jwt",
              pauses::incrementAndGet);

      // When
      var rows = statements.run(new Statement("SELECT 1"));

      // Then
      assertThat(rows).containsExactly(List.of("a", ""), List.of("b", "c"));
      assertThat(pauses).hasValue(2);
      assertThat(server.asked().stream().map(asked -> asked.method() + " " + asked.uri()))
          .containsExactly(
              "POST /api/v2/statements",
              "GET /api/v2/statements/h-1",
              "GET /api/v2/statements/h-1",
              "GET /api/v2/statements/h-1?partition=1");
    }
  }

  @Test
  void waitsWithTheItemsOfATableItMayNotWriteAndForABusyAccount() throws IOException {
    // Given
    var batch =
        new Batch(
            "shop",
            List.of(track("m1", "Signed Up", Map.of()), track("m2", "Signed In", Map.of())));
    try (var strict =
            new FakeServer(asked ->
                asked.body().contains("MERGE INTO \\\"SHOP\\\".\\\"SIGNED_UP\\\"")
                    ? Reply.of(
                        422,
                        "{\"code\":\"003001\",\"sqlState\":\"42501\",\"message\":\"Insufficient privileges\"}")
                    : Reply.ok(DONE));
        var busy = new FakeServer(_ -> Reply.of(429, "{}"))) {

      // When, Then
      assertThat(HttpWarehouses.snowflake(client, strict.uri(), SESSION, () -> "jwt").load(batch))
          .containsExactly(new Outcome.Retry("table signed_up: SQLSTATE 42501"), STORED);
      assertThat(HttpWarehouses.snowflake(client, busy.uri(), SESSION, () -> "jwt").load(batch))
          .allMatch(new Outcome.Retry("HTTP 429")::equals);
    }
  }
}
