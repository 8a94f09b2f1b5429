package dev.tributary.warehouse.http;

import static dev.tributary.warehouse.testing.Events.track;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.warehouse.domain.Batch;
import dev.tributary.warehouse.domain.Item;
import dev.tributary.warehouse.domain.Outcome;
import dev.tributary.warehouse.domain.dialect.HttpDialect.Statement;
import dev.tributary.warehouse.http.FakeServer.Asked;
import dev.tributary.warehouse.http.FakeServer.Reply;
import dev.tributary.warehouse.json.JsonReading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BigQueryWarehouseTest {

  private static final Outcome STORED = new Outcome.Stored();
  private static final String DONE = "{\"jobComplete\":true,\"jobReference\":{\"jobId\":\"j1\"}}";

  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void writesAllTablesInOneTransaction() throws IOException {
    try (var server = new FakeServer(asked -> standard(asked, _ -> Reply.ok(DONE)))) {
      // When
      var outcomes = load(server.uri(), track("m1", "Signed Up", Map.of("a", "x\"y")));

      // Then
      assertThat(outcomes).containsExactly(STORED);
      var last = server.asked().getLast();
      var body = JsonReading.object(last.body().getBytes(StandardCharsets.UTF_8));
      assertThat(last.uri().getPath()).isEqualTo("/bigquery/v2/projects/my-project/queries");
      assertThat(last.headers().getFirst("Authorization")).isEqualTo("Bearer token");
      assertThat(body)
          .containsEntry("useLegacySql", false)
          .containsEntry("location", "EU")
          .containsEntry("parameterMode", "NAMED");
      assertThat((String) body.get("query"))
          .startsWith("BEGIN TRANSACTION;\nMERGE `shop`.`signed_up`")
          .contains("MERGE `shop`.`tracks`")
          .endsWith("COMMIT TRANSACTION;");
      assertThat((List<?>) body.get("queryParameters")).hasSize(2);
      assertThat(
              JsonFields.text(
                  ((List<?>) body.get("queryParameters")).getFirst(), "parameterValue", "value"))
          .contains("\"x\\\"y\"");
      assertThat(server.bodies())
          .anyMatch(sent ->
              sent.contains("CREATE SCHEMA IF NOT EXISTS `shop` OPTIONS (location = 'EU')"));
    }
  }

  @Test
  void waitsUntilAJobIsCompleteAndReadsEveryPage() throws Exception {
    // Given
    var answers =
        List.of(
            "{\"jobComplete\":false,\"jobReference\":{\"jobId\":\"j 1\"}}",
            "{\"jobComplete\":false,\"jobReference\":{\"jobId\":\"j 1\"}}",
            "{\"jobComplete\":true,\"jobReference\":{\"jobId\":\"j 1\"},\"rows\":[{\"f\":[{\"v\":\"a\"},{\"v\":null}]}],\"pageToken\":\"p/2\"}",
            "{\"jobComplete\":true,\"jobReference\":{\"jobId\":\"j 1\"},\"rows\":[{\"f\":[{\"v\":\"b\"},{\"v\":\"c\"}]}]}");
    var next = answers.iterator();
    try (var server = new FakeServer(_ -> Reply.ok(next.next()))) {
      var statements =
          new BigQueryStatements(new HttpExchange(client), server.uri(), "p", "EU", () -> "t");

      // When
      var rows = statements.run(new Statement("SELECT 1"));

      // Then
      assertThat(rows).containsExactly(List.of("a", ""), List.of("b", "c"));
      assertThat(server.asked().getLast().uri().getRawQuery())
          .contains("pageToken=p%2F2")
          .contains("location=EU");
    }
  }

  @Test
  void waitsWithTheItemsOfTheTableThatARefusalNames() throws IOException {
    // Given
    Function<Asked, Reply> denied =
        asked ->
            asked.body().contains("MERGE `shop`.`signed_up`")
                ? refusal(403, "accessDenied", "Access Denied: Table my-project:shop.signed_up: no")
                : Reply.ok(DONE);
    try (var server = new FakeServer(asked -> standard(asked, denied))) {
      // When
      var outcomes =
          load(
              server.uri(), track("m1", "Signed Up", Map.of()), track("m2", "Signed In", Map.of()));

      // Then
      assertThat(outcomes)
          .containsExactly(new Outcome.Retry("table signed_up: accessDenied"), STORED);
    }
  }

  @Test
  void waitsWhileTheQuotaIsUsedUpOrNoTokenIsGiven() throws IOException {
    // Given
    var item = track("m1", "Signed Up", Map.of());
    try (var server = new FakeServer(_ -> refusal(403, "quotaExceeded", "later"))) {
      // When, Then
      assertThat(load(server.uri(), item)).containsExactly(new Outcome.Retry("quotaExceeded"));
      assertThat(
              HttpWarehouses.bigQuery(
                      client,
                      server.uri(),
                      "p",
                      "EU",
                      () -> {
                        throw new UncheckedIOException(new IOException("no token"));
                      })
                  .load(new Batch("shop", List.of(item))))
          .containsExactly(new Outcome.Retry("UncheckedIOException"));
    }
  }

  @Test
  void dividesALoadThatDoesNotFitIntoARequest() throws IOException {
    // Given
    var large = "x".repeat(4 << 20);
    try (var server = new FakeServer(asked -> standard(asked, _ -> Reply.ok(DONE)))) {
      // When
      var outcomes =
          load(
              server.uri(),
              IntStream.range(0, 3)
                  .<Item>mapToObj(i -> track("m" + i, "Signed Up", Map.of("a", large)))
                  .toArray(Item[]::new));

      // Then
      assertThat(outcomes).hasSize(3).allMatch(STORED::equals);
      assertThat(server.bodies()).allMatch(body -> body.length() < 10_000_000);
    }
  }

  private static Reply standard(Asked asked, Function<Asked, Reply> otherwise) {
    return asked.body().contains("\"query\":\"SELECT") ? Reply.ok(DONE) : otherwise.apply(asked);
  }

  private static Reply refusal(int status, String reason, String message) {
    return Reply.of(
        status,
        "{\"error\":{\"code\":%d,\"message\":\"%s\",\"errors\":[{\"reason\":\"%s\"}]}}"
            .formatted(status, message, reason));
  }

  private List<Outcome> load(URI server, Item... items) {
    return HttpWarehouses.bigQuery(client, server, "my-project", "EU", () -> "token")
        .load(new Batch("shop", List.of(items)));
  }
}
