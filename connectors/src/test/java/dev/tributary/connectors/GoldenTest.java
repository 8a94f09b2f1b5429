package dev.tributary.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.connectors.domain.request.Request;
import dev.tributary.connectors.library.ConnectorLibrary;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import dev.tributary.platform.json.YamlText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes out for an event, and what answers mean, by the files in {@code golden}. */
class GoldenTest {

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("cases")
  void sendsWhatTheGoldenFileSays(String connector, String about, Json.Obj row) {
    // When
    var run = new Golden(ConnectorLibrary.find(connector).orElseThrow(), row).run();

    // Then
    var expected = objects(row, "requests");
    assertThat(run.sent()).as("requests").hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      var wanted = expected.get(i);
      var sent = run.sent().get(i);
      var request = sent.request();
      assertThat(request.method() + " " + request.url())
          .isEqualTo(text(wanted, "method") + " " + text(wanted, "url"));
      assertThat(headers(request, wanted)).isEqualTo(headers(wanted));
      assertThat(body(request, wanted)).isEqualTo(wanted.field("body").orElse(Json.of("")));
      wanted
          .field("items")
          .ifPresent(items ->
              assertThat(sent.items())
                  .isEqualTo(((Json.Arr) items).items().stream().map(GoldenTest::shown).toList()));
    }
    row.field("records")
        .ifPresent(
            records -> assertThat(new Json.Arr(run.payloads())).as("records").isEqualTo(records));
    assertThat(run.discarded()).isEqualTo(texts(row.field("discarded").orElse(Json.Obj.EMPTY)));
  }

  static Stream<Arguments> cases() {
    return ConnectorLibrary.names().stream()
        .flatMap(name ->
            objects(file(name), "cases").stream()
                .map(row -> Arguments.of(name, text(row, "name"), row)));
  }

  private static Json.Obj file(String connector) {
    try (var stream = GoldenTest.class.getResourceAsStream("/golden/" + connector + ".yaml")) {
      assertThat(stream).as("golden file of " + connector).isNotNull();
      return (Json.Obj) YamlText.parse(stream.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> headers(Request request, Json.Obj wanted) {
    var headers = new LinkedHashMap<>(request.headers());
    headers.putAll(request.hiddenHeaders());
    return comparable(headers, wanted);
  }

  /** Another zlib makes other bytes of the same text, and so other signatures. */
  private static Map<String, String> comparable(Map<String, String> headers, Json.Obj wanted) {
    if (wanted.field("gzip").isPresent() && headers.remove("X-Amz-Content-Sha256") != null) {
      headers.computeIfPresent("Authorization", (_, value) -> value.replaceAll("Signature=.*", ""));
    }
    return headers;
  }

  private static Map<String, String> headers(Json.Obj wanted) {
    return comparable(texts(wanted.field("headers").orElse(Json.Obj.EMPTY)), wanted);
  }

  private static Json body(Request request, Json.Obj wanted) {
    var bytes = request.body().bytes();
    if (wanted.field("gzip").isPresent()) {
      try (var gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
        bytes = gzip.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    var text = new String(bytes, StandardCharsets.UTF_8);
    if (wanted.field("body").orElse(Json.Null.VALUE) instanceof Json.Str) {
      return Json.of(text);
    }
    try {
      return text.isEmpty() ? Json.of("") : JsonText.parse(text);
    } catch (InvalidValue _) {
      return Json.of(text);
    }
  }

  private static Map<String, String> texts(Json object) {
    var texts = new LinkedHashMap<String, String>();
    ((Json.Obj) object).fields().forEach((name, value) -> texts.put(name, shown(value)));
    return texts;
  }

  private static List<Json.Obj> objects(Json.Obj row, String field) {
    return ((Json.Arr) row.field(field).orElse(Json.arrayOf()))
        .items().stream().map(Json.Obj.class::cast).toList();
  }

  private static String text(Json.Obj row, String field) {
    return shown(row.field(field).orElseThrow(() -> new AssertionError("no " + field)));
  }

  private static String shown(Json value) {
    return value instanceof Json.Str(var text) ? text : JsonText.writeString(value);
  }
}
