package dev.tributary.warehouse.http;

import static dev.tributary.warehouse.testing.Events.track;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.warehouse.domain.Batch;
import dev.tributary.warehouse.domain.Item;
import dev.tributary.warehouse.domain.Outcome;
import dev.tributary.warehouse.domain.Warehouse;
import dev.tributary.warehouse.http.FakeServer.Asked;
import dev.tributary.warehouse.http.FakeServer.Reply;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClickHouseWarehouseTest {

  private static final Outcome STORED = new Outcome.Stored();

  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void looksMakesAndInserts() throws IOException {
    try (var server = new FakeServer(asked -> standard(asked, _ -> Reply.ok("")))) {
      // When
      var outcomes = load(server.uri(), track("m1", "Signed Up", Map.of("a", 1)));

      // Then
      assertThat(outcomes).containsExactly(STORED);
      assertThat(server.bodies().stream().map(body -> body.split("\\(", 2)[0].strip()))
          .containsExactly(
              "SELECT 1 FROM system.databases WHERE name = 'shop'",
              "CREATE DATABASE IF NOT EXISTS `shop`",
              "SELECT table, name, type FROM system.columns WHERE database = 'shop' AND table IN",
              "SELECT count",
              "CREATE TABLE IF NOT EXISTS `shop`.`signed_up`",
              "CREATE TABLE IF NOT EXISTS `shop`.`tracks`",
              "INSERT INTO `shop`.`signed_up`",
              "INSERT INTO `shop`.`tracks`");
      assertThat(server.asked())
          .allMatch(asked -> asked.method().equals("POST"))
          .allMatch(asked -> asked.headers().getFirst("X-ClickHouse-User").equals("loader"))
          .allMatch(asked -> asked.headers().getFirst("X-ClickHouse-Key").equals("secret"))
          .allMatch(asked -> asked.uri().getQuery().contains("wait_end_of_query=1"))
          .allMatch(asked -> !asked.uri().toString().contains("secret"));
    }
  }

  @Test
  void changesWhatIsThere() throws IOException {
    try (var server =
        new FakeServer(asked ->
            asked.body().startsWith("SELECT table")
                ? Reply.ok(
                    "{\"data\":[[\"signed_up\",\"id\",\"String\"],[\"signed_up\",\"a\",\"Nullable(Int64)\"],[\"signed_up\",\"b\",\"UUID\"]]}")
                : standard(asked, _ -> Reply.ok("")))) {
      // When
      load(server.uri(), track("m1", "Signed Up", Map.of("a", "x", "b", "y")));

      // Then
      assertThat(server.bodies())
          .contains("ALTER TABLE `shop`.`signed_up` MODIFY COLUMN `a` Nullable(String)")
          .anyMatch(body ->
              body.startsWith("INSERT INTO `shop`.`_discards`")
                  && body.contains("\"reason\":\"fixed_type\""));
    }
  }

  @Test
  void waitsWithTheItemsOfATableItMayNotWriteAndLoadsTheOthers() throws IOException {
    // Given
    Function<Asked, Reply> denied =
        asked ->
            asked.body().startsWith("INSERT INTO `shop`.`signed_up`")
                ? refusal("497")
                : Reply.ok("");
    try (var server = new FakeServer(asked -> standard(asked, denied))) {
      // When
      var outcomes =
          load(
              server.uri(), track("m1", "Signed Up", Map.of()), track("m2", "Signed In", Map.of()));

      // Then
      assertThat(outcomes).containsExactly(new Outcome.Retry("table signed_up: code 497"), STORED);
    }
  }

  @Test
  void discardsTheOneRowThatIsRefused() throws IOException {
    // Given
    Function<Asked, Reply> picky =
        asked -> asked.body().contains("\"a\":\"bad\"") ? refusal("117") : Reply.ok("");
    try (var server = new FakeServer(asked -> standard(asked, picky))) {
      // When
      var outcomes =
          load(
              server.uri(),
              track("m1", "Signed Up", Map.of("a", "good")),
              track("m2", "Signed Up", Map.of("a", "bad")),
              track("m3", "Signed Up", Map.of("a", "good")));

      // Then
      assertThat(outcomes)
          .containsExactly(STORED, new Outcome.Discarded("refused_by_warehouse"), STORED);
    }
  }

  @Test
  void waitsForAServerThatIsBusyOrAway() throws IOException {
    // Given
    var item = track("m1", "Signed Up", Map.of());
    URI gone;

    try (var busy = new FakeServer(_ -> refusal("202"));
        var down = new FakeServer(_ -> Reply.of(503, "<html>"))) {
      // When, Then
      gone = down.uri();
      assertThat(load(busy.uri(), item)).containsExactly(new Outcome.Retry("code 202"));
      assertThat(load(down.uri(), item)).containsExactly(new Outcome.Retry("HTTP 503"));
    }
    assertThat(load(gone, item)).containsExactly(new Outcome.Retry("ConnectException"));
  }

  private static Reply standard(Asked asked, Function<Asked, Reply> otherwise) {
    if (asked.body().startsWith("SELECT count")) {
      return Reply.ok("{\"data\":[[\"3\"]]}");
    }
    return asked.body().startsWith("SELECT") ? Reply.ok("{\"data\":[]}") : otherwise.apply(asked);
  }

  private static Reply refusal(String code) {
    return new Reply(
        500,
        Map.of("X-ClickHouse-Exception-Code", code),
        "Code: " + code + ". DB::Exception: secret value");
  }

  private List<Outcome> load(URI server, Item... items) {
    Warehouse warehouse = HttpWarehouses.clickHouse(client, server, () -> "loader", () -> "secret");
    return warehouse.load(new Batch("shop", List.of(items)));
  }
}
