package dev.tributary.warehouse.http;

import dev.tributary.warehouse.domain.dialect.HttpDialect.Statement;
import dev.tributary.warehouse.domain.load.Failure;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * ClickHouse's HTTP interface: the statement, with its rows if it has any, is the body of a POST.
 * An insert is answered when it is written, a change of a column when all its rows are changed.
 *
 * <p>Source, seen 2026-11-28: clickhouse.com/docs/interfaces/http (X-ClickHouse-User, -Key,
 * -Exception-Code; wait_end_of_query), operations/settings/settings (date_time_input_format,
 * mutations_sync, alter_sync, async_insert, max_query_size), and the numbers of errors in
 * src/Common/ErrorCodes.cpp.
 */
final class ClickHouseStatements implements HttpStatements {

  private static final String SETTINGS =
      "/?default_format=JSONCompact&wait_end_of_query=1&async_insert=0&mutations_sync=2&alter_sync=2"
          + "&date_time_input_format=best_effort&max_query_size=67108864";

  private final HttpExchange http;
  private final URI server;
  private final Supplier<Login> login;

  /** Who asks. Its text does not show it. */
  record Login(String user, String password) {

    @Override
    public String toString() {
      return "Login[hidden]";
    }
  }

  ClickHouseStatements(HttpExchange http, URI server, Supplier<Login> login) {
    this.http = http;
    this.server = server;
    this.login = login;
  }

  @Override
  public List<List<String>> run(Statement statement) throws IOException, StatementRefused {
    var who = login.get();
    var answer =
        http.post(
            URI.create(server + SETTINGS),
            Map.of("X-ClickHouse-User", who.user(), "X-ClickHouse-Key", who.password()),
            statement.sql());
    var code = answer.headers().get("X-ClickHouse-Exception-Code");
    if (code != null || answer.status() != 200) {
      throw new StatementRefused(
          code == null ? answer.failure() : failure(code),
          code == null ? "HTTP " + answer.status() : "code " + code,
          answer.body());
    }
    return answer.body().isBlank() ? List.of() : JsonFields.rows(answer.json(), "data");
  }

  private static Failure failure(String code) {
    return switch (code) {
      case "497", "291" -> Failure.DENIED;
      case "6", "26", "27", "38", "41", "70", "72", "117", "349", "469" -> Failure.ROWS;
      case "159",
          "160",
          "164",
          "202",
          "203",
          "209",
          "210",
          "241",
          "242",
          "243",
          "252",
          "265",
          "279",
          "285",
          "286",
          "297",
          "298",
          "319",
          "341",
          "394",
          "425",
          "439",
          "473",
          "516",
          "999" ->
          Failure.AWAY;
      default -> Failure.OTHER;
    };
  }
}
