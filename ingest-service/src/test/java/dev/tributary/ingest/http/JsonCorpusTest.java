package dev.tributary.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import dev.tributary.platform.json.YamlText;
import dev.tributary.platform.testing.EmbeddedServers;
import dev.tributary.proto.v1.Event;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What ingest answers to bodies of every kind, by the tables in {@code cases/bad-json}.
 *
 * <p>A table holds groups of bodies with one {@code answer}: a status and, where there is one, a
 * code; of a batch {@code rejected} lists index and code. {@code within} is what stands around each
 * body, in place of {@code @@}. {@code path} is {@code /v1/page} and {@code key}, sent in a header,
 * the right one unless they are given. {@code truncated: everywhere} means every beginning of the
 * body, the empty one included. {@code time} is the timestamp that an event gets.
 *
 * <p>In a body {@code <<C3 A9>>} stands for these bytes and {@code <<3 x a#,>>} for {@code
 * a0,a1,a2,}; the one may stand in the other. All else is text in UTF-8, or in {@code encoding}.
 */
@QuarkusTest
@WithTestResource(EmbeddedServers.class)
class JsonCorpusTest {

  private static final List<String> TABLES =
      List.of("grammar", "strings", "sizes", "fields", "times", "batches");

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  /** One for all cases, as the source is: there are nearly a thousand. */
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private static boolean hasSource;

  @BeforeEach
  void given() {
    if (!hasSource) {
      Given.aSource();
      hasSource = true;
    }
  }

  @AfterAll
  static void close() {
    CLIENT.close();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void answersEachAsTheTableSays(Case each) {
    assertThat(answer(each)).isEqualTo(each.answer());
  }

  @Test
  void storesByteForByteWhatItTakesAndDatesItAsTheTableSays() {
    // Given
    var taken = cases().filter(each -> each.isSingle() && each.answer().equals("200")).toList();
    for (var each : taken) {
      assertThat(answer(each)).isEqualTo("200");
    }

    // When
    var stored =
        new Bus(bootstrapServers)
            .received("").stream()
                .collect(Collectors.toMap(Event::getPayload, each -> each, (_, latest) -> latest));

    // Then
    for (var each : taken) {
      var event = stored.get(each.payload());
      assertThat(event).as(each.name()).isNotNull();
      each.checkTime(event.getTimestampMillis(), event.getReceivedAtMillis());
    }
  }

  @Test
  void hasCasesOfEveryKind() {
    assertThat(cases().map(Case::name)).hasSizeGreaterThan(600).doesNotHaveDuplicates();
    assertThat(cases().map(Case::answer))
        .contains("200", "400 bad_request", "400 empty_batch", "401 unknown_source")
        .contains("400 event_too_large", "413 request_too_large", "200 rejected: 1 unknown_type");
  }

  static Stream<Case> cases() {
    return TABLES.stream().flatMap(table -> groups(table).flatMap(group -> group.cases(table)));
  }

  /** Status and code of the answer, and the events that were rejected. */
  private String answer(Case each) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + each.path()))
            .POST(HttpRequest.BodyPublishers.ofByteArray(each.body().toByteArray()));
    if (!each.key().equals("none")) {
      request.header("X-Write-Key", each.key());
    }
    var answer = // 503 is no refusal: it asks to be sent the same again
        await()
            .pollDelay(Duration.ZERO)
            .atMost(PATIENCE)
            .until(
                () -> CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()),
                found -> found.statusCode() != 503);
    var json = (Json.Obj) JsonText.parse(answer.body());
    var code = json.field("code").map(value -> " " + text(value)).orElse("");
    var rejected =
        json.field("rejected").stream()
            .flatMap(items -> ((Json.Arr) items).items().stream())
            .map(JsonCorpusTest::rejection)
            .collect(Collectors.joining(", "));
    return answer.statusCode() + code + (rejected.isEmpty() ? "" : " rejected: " + rejected);
  }

  private static String rejection(Json item) {
    var fields = ((Json.Obj) item).fields();
    var index = ((Json.Num) Objects.requireNonNull(fields.get("index"))).value();
    return index + " " + text(Objects.requireNonNull(fields.get("code")));
  }

  private static String text(Json value) {
    return switch (value) {
      case Json.Str(var text) -> text;
      case Json.Num(var number) -> number.toPlainString();
      default -> throw new IllegalArgumentException("neither text nor number");
    };
  }

  private static Stream<Group> groups(String table) {
    try (var file =
        JsonCorpusTest.class.getResourceAsStream("/cases/bad-json/" + table + ".yaml")) {
      var content = YamlText.parse(Objects.requireNonNull(file, table).readAllBytes());
      return ((Json.Arr) content)
          .items().stream().map(item -> new Group(((Json.Obj) item).fields()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Bodies that are answered alike. */
  private record Group(Map<String, Json> fields) {

    Stream<Case> cases(String table) {
      var bodies = ((Json.Obj) Objects.requireNonNull(fields.get("bodies"))).fields();
      return bodies.entrySet().stream()
          .flatMap(body -> {
            var name = table + ": " + text("about", "") + ": " + body.getKey();
            var whole = bytes(JsonCorpusTest.text(body.getValue()));
            return fields.containsKey("truncated")
                ? IntStream.rangeClosed(0, whole.length)
                    .mapToObj(end -> of(name + " at " + end, Arrays.copyOf(whole, end)))
                : Stream.of(of(name, whole));
          });
    }

    private Case of(String name, byte[] body) {
      var rejected = text("rejected", "");
      return new Case(
          name,
          text("path", "/v1/page"),
          text("key", Given.KEY),
          ByteString.copyFrom(body),
          text("answer", "") + (rejected.isEmpty() ? "" : " rejected: " + rejected),
          text("time", ""));
    }

    private byte[] bytes(String body) {
      var charset = Charset.forName(text("encoding", "UTF-8"));
      return Notation.bytes(text("within", "@@").replace("@@", body), charset);
    }

    private String text(String field, String otherwise) {
      var value = fields.get(field);
      return value == null ? otherwise : JsonCorpusTest.text(value);
    }
  }

  /**
   * A body and what is to become of it.
   *
   * @param answer as {@link JsonCorpusTest#answer} tells it
   * @param time empty where nothing is said of it
   */
  record Case(String name, String path, String key, ByteString body, String answer, String time) {

    boolean isSingle() {
      return path.matches("/v1/(track|identify|page|screen|group|alias)");
    }

    /** The object in the body. */
    ByteString payload() {
      int from = 0;
      while (body.byteAt(from) != '{') {
        from++;
      }
      int to = body.size();
      while (body.byteAt(to - 1) != '}') {
        to--;
      }
      return body.substring(from, to);
    }

    void checkTime(long timestamp, long receivedAt) {
      if (!time.isEmpty()) {
        var expected = time.equals("received") ? receivedAt : Instant.parse(time).toEpochMilli();
        assertThat(timestamp).as(name).isEqualTo(expected);
      }
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** Reads the notation of bodies. */
  private static final class Notation {

    private static final String OPEN = "<<";
    private static final String CLOSE = ">>";

    private Notation() {}

    static byte[] bytes(String text, Charset charset) {
      var out = new ByteArrayOutputStream();
      int at = 0;
      for (int open; (open = text.indexOf(OPEN, at)) >= 0; ) {
        out.writeBytes(text.substring(at, open).getBytes(charset));
        int close = closing(text, open + OPEN.length());
        out.writeBytes(meant(text.substring(open + OPEN.length(), close), charset));
        at = close + CLOSE.length();
      }
      out.writeBytes(text.substring(at).getBytes(charset));
      return out.toByteArray();
    }

    private static byte[] meant(String inner, Charset charset) {
      int times = inner.indexOf(" x ");
      if (times < 0) {
        return HexFormat.ofDelimiter(" ").parseHex(inner);
      }
      int count = Integer.parseInt(inner.substring(0, times));
      var repeated = inner.substring(times + " x ".length());
      return repeated.contains("#")
          ? numbered(repeated, count, charset)
          : same(bytes(repeated, charset), count);
    }

    private static byte[] numbered(String repeated, int count, Charset charset) {
      var out = new ByteArrayOutputStream();
      for (int i = 0; i < count; i++) {
        out.writeBytes(repeated.replace("#", Integer.toString(i)).getBytes(charset));
      }
      return out.toByteArray();
    }

    private static byte[] same(byte[] repeated, int count) {
      var all = new byte[repeated.length * count];
      for (int i = 0; i < count; i++) {
        System.arraycopy(repeated, 0, all, i * repeated.length, repeated.length);
      }
      return all;
    }

    /** Where what was opened before is closed. */
    private static int closing(String text, int from) {
      int depth = 1;
      for (int at = from; at < text.length(); at++) {
        if (text.startsWith(OPEN, at)) {
          depth++;
          at++;
        } else if (text.startsWith(CLOSE, at)) {
          if (--depth == 0) {
            return at;
          }
          at++;
        }
      }
      throw new IllegalArgumentException("not closed: " + text);
    }
  }
}
