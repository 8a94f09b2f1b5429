package dev.tributary.warehouse.http;

import dev.tributary.warehouse.domain.dialect.HttpDialect.Statement;
import dev.tributary.warehouse.domain.load.Failure;
import dev.tributary.warehouse.domain.value.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * BigQuery's REST API: {@code jobs.query}, then {@code jobs.getQueryResults} until the job is
 * complete and for each further page.
 *
 * <p>Source, seen 2026-11-28: cloud.google.com/bigquery/docs/reference/rest/v2/jobs/query and
 * .../jobs/getQueryResults; reasons of errors: cloud.google.com/bigquery/docs/error-messages.
 */
final class BigQueryStatements implements HttpStatements {

  private static final int WAIT_MILLIS = 30_000;
  private static final int LONGEST_WAITS = 60;

  private final HttpExchange http;
  private final URI api;
  private final String project;
  private final String location;
  private final Supplier<String> token;

  /**
   * A project.
   *
   * @param api such as {@code https://bigquery.googleapis.com}
   * @param token an OAuth access token that holds now
   */
  BigQueryStatements(
      HttpExchange http, URI api, String project, String location, Supplier<String> token) {
    this.http = http;
    this.api = api;
    this.project = project;
    this.location = location;
    this.token = token;
  }

  @Override
  public List<List<String>> run(Statement statement) throws IOException, StatementRefused {
    var answer = checked(http.post(URI.create(base() + "/queries"), headers(), body(statement)));
    var rows = new ArrayList<List<String>>();
    for (int waits = 0; ; ) {
      boolean complete = Boolean.TRUE.equals(answer.get("jobComplete"));
      if (complete) {
        rows.addAll(rows(answer));
      }
      var page = JsonFields.text(answer, "pageToken");
      if (complete && page.isEmpty()) {
        return rows;
      }
      if (!complete && ++waits > LONGEST_WAITS) {
        throw new IOException("a query does not end");
      }
      var job = JsonFields.text(answer, "jobReference", "jobId");
      answer = checked(http.get(results(job, page), headers()));
    }
  }

  private String body(Statement statement) {
    var parameters = new ArrayList<Map<String, Object>>();
    for (var value : statement.parameters()) {
      var parameter = new LinkedHashMap<String, Object>();
      parameter.put("name", "p" + (parameters.size() + 1));
      parameter.put("parameterType", Map.of("type", "STRING"));
      parameter.put("parameterValue", Map.of("value", value));
      parameters.add(parameter);
    }
    var body = new LinkedHashMap<String, Object>();
    body.put("query", statement.sql());
    body.put("useLegacySql", false);
    body.put("location", location);
    body.put("timeoutMs", WAIT_MILLIS);
    if (!parameters.isEmpty()) {
      body.put("parameterMode", "NAMED");
      body.put("queryParameters", parameters);
    }
    return Json.text(body);
  }

  private URI results(String job, String page) {
    return URI.create(
        base()
            + "/queries/"
            + encoded(job)
            + "?location="
            + encoded(location)
            + "&timeoutMs="
            + WAIT_MILLIS
            + (page.isEmpty() ? "" : "&pageToken=" + encoded(page)));
  }

  private String base() {
    return api + "/bigquery/v2/projects/" + encoded(project);
  }

  private Map<String, String> headers() {
    return Map.of("Authorization", "Bearer " + token.get(), "Content-Type", "application/json");
  }

  private static List<List<String>> rows(Map<String, @Nullable Object> answer) {
    return JsonFields.items(answer, "rows").stream()
        .map(row ->
            JsonFields.items(row, "f").stream().map(cell -> JsonFields.text(cell, "v")).toList())
        .toList();
  }

  private static Map<String, @Nullable Object> checked(HttpExchange.Answer answer)
      throws IOException, StatementRefused {
    if (answer.status() == 200) {
      return answer.json();
    }
    Object error;
    try {
      error = answer.json();
    } catch (IOException _) {
      error = Map.of(); // A proxy's page.
    }
    var errors = JsonFields.items(error, "error", "errors");
    var reason = errors.isEmpty() ? "" : JsonFields.text(errors.getFirst(), "reason");
    throw new StatementRefused(
        failure(reason, answer),
        reason.isEmpty() ? "HTTP " + answer.status() : reason,
        JsonFields.text(error, "error", "message"));
  }

  private static Failure failure(String reason, HttpExchange.Answer answer) {
    return switch (reason) {
      case "accessDenied" -> Failure.DENIED;
      case "backendError",
          "internalError",
          "jobBackendError",
          "jobInternalError",
          "jobRateLimitExceeded",
          "quotaExceeded",
          "rateLimitExceeded",
          "resourceInUse",
          "resourcesExceeded",
          "stopped",
          "tableUnavailable",
          "timeout" ->
          Failure.AWAY;
      default -> answer.failure();
    };
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
