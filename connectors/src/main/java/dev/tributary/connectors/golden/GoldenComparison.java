package dev.tributary.connectors.golden;

import dev.tributary.connectors.domain.definition.Connector;
import dev.tributary.connectors.domain.request.Request;
import dev.tributary.connectors.golden.GoldenCase.ExpectedRequest;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.domain.mapping.MappingFailed;
import dev.tributary.platform.json.JsonText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** Holds what a connector sends against what a case expects. */
final class GoldenComparison {

  private final List<String> differences = new ArrayList<>();

  private GoldenComparison() {}

  /** Each difference, for a person: where, what was expected, what came. */
  static List<String> differences(Connector connector, GoldenCase golden) {
    var comparison = new GoldenComparison();
    try {
      comparison.compare(GoldenRun.of(connector, golden), golden);
    } catch (InvalidValue e) {
      comparison.differences.add(e.field() + " is " + e.reason());
    } catch (MappingFailed e) {
      comparison.differences.add(e.path() + " " + e.reason());
    }
    return comparison.differences;
  }

  private void compare(GoldenRun run, GoldenCase golden) {
    var expected = golden.expected().requests();
    same("number of requests", expected.size(), run.sent().size());
    for (int i = 0; i < Math.min(expected.size(), run.sent().size()); i++) {
      compare("requests[" + i + "]", expected.get(i), run.sent().get(i));
    }
    golden
        .expected()
        .records()
        .ifPresent(records -> same("records", records, new Json.Arr(run.payloads())));
    same("discarded", golden.expected().discarded(), run.discarded());
  }

  private void compare(String at, ExpectedRequest expected, GoldenRun.Sent sent) {
    var request = sent.request();
    var headers = new LinkedHashMap<>(request.headers());
    headers.putAll(request.hiddenHeaders());
    same(at, expected.line(), request.method() + " " + request.url());
    same(
        at + ".headers",
        comparable(expected.headers(), expected.gzip()),
        comparable(headers, expected.gzip()));
    same(at + ".body", expected.body(), body(at, request, expected));
    expected.items().ifPresent(items -> same(at + ".items", items, sent.items()));
  }

  /** Another zlib makes other bytes of the same text, and so other signatures. */
  private static Map<String, String> comparable(Map<String, String> given, boolean gzip) {
    var headers = new LinkedHashMap<>(given);
    if (gzip && headers.remove("X-Amz-Content-Sha256") != null) {
      headers.computeIfPresent("Authorization", (_, value) -> value.replaceAll("Signature=.*", ""));
    }
    return headers;
  }

  private Json body(String at, Request request, ExpectedRequest expected) {
    var bytes = request.body().bytes();
    if (expected.gzip()) {
      try (var gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
        bytes = gzip.readAllBytes();
      } catch (IOException _) {
        differences.add(at + ".body is not gzip");
      }
    }
    var text = new String(bytes, StandardCharsets.UTF_8);
    if (text.isEmpty() || expected.body() instanceof Json.Str) {
      return Json.of(text);
    }
    try {
      return JsonText.parse(text);
    } catch (InvalidValue _) {
      return Json.of(text);
    }
  }

  private void same(String at, Object expected, Object actual) {
    if (!expected.equals(actual)) {
      differences.add(
          at + " differs\n      expected " + shown(expected) + "\n      but was  " + shown(actual));
    }
  }

  private static String shown(Object value) {
    return value instanceof Json json ? JsonText.writeString(json) : value.toString();
  }
}
