package dev.tributary.ingest.domain.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tributary.ingest.domain.event.EventType;
import dev.tributary.ingest.domain.json.Flaw;
import dev.tributary.ingest.domain.json.JsonCursor;
import dev.tributary.ingest.domain.json.ValueType;
import dev.tributary.ingest.domain.request.ScannedRequest.Batch;
import dev.tributary.ingest.domain.request.ScannedRequest.Single;
import dev.tributary.ingest.domain.request.ScannedRequest.Unreadable;
import dev.tributary.platform.json.JsonText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The scanner against Jackson: both must take the same texts, and find the same in them. */
class RequestScannerPropertiesTest {

  private static final int TEXTS_PER_SEED = 3_000;
  private static final JsonMapper JACKSON = jackson();

  @ParameterizedTest
  @MethodSource("seeds")
  void agreesWithJacksonOnWellFormedTexts(int seed) throws IOException {
    var random = new RandomJson(new SplittableRandom(seed));
    for (int i = 0; i < TEXTS_PER_SEED; i++) {
      check(random.wellFormed());
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void agreesWithJacksonOnMutatedTexts(int seed) throws IOException {
    var random = new RandomJson(new SplittableRandom(seed));
    for (int i = 0; i < TEXTS_PER_SEED; i++) {
      check(random.mutated());
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void agreesWithJacksonOnNoise(int seed) throws IOException {
    var random = new RandomJson(new SplittableRandom(seed));
    for (int i = 0; i < TEXTS_PER_SEED; i++) {
      check(random.noise());
    }
  }

  static IntStream seeds() {
    return IntStream.rangeClosed(1, 10);
  }

  private static void check(byte[] text) throws IOException {
    var tree = oracle(text);
    var single = RequestScanner.single(EventType.TRACK, text);
    var batch = RequestScanner.batch(text, Integer.MAX_VALUE);
    if (tree.isEmpty()) {
      assertThat(single).as(() -> shown(text)).isInstanceOf(Unreadable.class);
      assertThat(batch).as(() -> shown(text)).isInstanceOf(Unreadable.class);
      return;
    }
    assertThat(single).as(() -> shown(text)).isInstanceOf(Single.class);
    assertThat(batch).as(() -> shown(text)).isInstanceOf(Batch.class);
    sameObject(((Single) single).event(), tree.get());
    isReadable(((Single) single).event());
    sameBatch((Batch) batch, tree.get());
  }

  private static void sameBatch(Batch batch, JsonNode tree) throws IOException {
    sameObject(batch.envelope(), tree);
    var items = tree.path("batch");
    assertThat(batch.count()).isEqualTo(items.isArray() ? items.size() : 0);
    assertThat(batch.items()).hasSize(batch.count());
    for (int i = 0; i < batch.count(); i++) {
      sameObject(batch.items().get(i), items.get(i));
      isReadable(batch.items().get(i));
    }
  }

  private static void sameObject(RawObject found, JsonNode expected) throws IOException {
    var payload = found.payload().toBytes();
    assertThat(JACKSON.readTree(payload)).isEqualTo(expected);
    assertThat(new String(payload, StandardCharsets.UTF_8).strip().length())
        .isEqualTo(new String(payload, StandardCharsets.UTF_8).length());
    for (var field : Field.values()) {
      if (field != Field.OTHER) {
        sameField(
            found,
            field,
            field == Field.CONTEXT_USER_AGENT
                ? expected.path("context").get("userAgent")
                : expected.get(field.fieldName()));
      }
    }
  }

  /** What is taken without a flaw, every service behind can read. */
  private static void isReadable(RawObject event) {
    if (event.flaw() == Flaw.NONE) {
      var payload = event.payload().toBytes();
      assertThatCode(() -> JsonText.parse(payload))
          .as(() -> shown(payload))
          .doesNotThrowAnyException();
    }
  }

  private static void sameField(RawObject found, Field field, JsonNode expected)
      throws IOException {
    if (expected == null) {
      assertThat(found.typeOf(field)).isEqualTo(ValueType.ABSENT);
      assertThat(found.sliceOf(field).isEmpty()).isTrue();
      return;
    }
    assertThat(typeName(found.typeOf(field))).isEqualTo(expected.getNodeType().name());
    assertThat(JACKSON.readTree(found.sliceOf(field).toBytes())).isEqualTo(expected);
    assertThat(found.textOf(field))
        .isEqualTo(expected.isTextual() ? wellFormed(expected.textValue()) : "");
  }

  private static String typeName(ValueType type) {
    return type.isString() ? "STRING" : type.name();
  }

  /**
   * As Java itself writes it, half surrogate pairs replaced, but with the mark the scanner uses.
   */
  private static String wellFormed(String text) {
    return text.codePoints()
        .map(point -> point >= 0xD800 && point <= 0xDFFF ? 0xFFFD : point)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** What Jackson makes of the text, where it is UTF-8 and an object. */
  private static Optional<JsonNode> oracle(byte[] text) {
    try {
      var decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString();
      var tree = JACKSON.readTree(decoded);
      return Optional.ofNullable(tree).filter(JsonNode::isObject);
    } catch (CharacterCodingException | JsonProcessingException _) {
      return Optional.empty();
    }
  }

  private static JsonMapper jackson() {
    var mapper =
        JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
    mapper
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(JsonCursor.MAX_DEPTH)
                .maxNumberLength(Integer.MAX_VALUE)
                .build());
    return mapper;
  }

  private static String shown(byte[] text) {
    return new String(text, StandardCharsets.ISO_8859_1);
  }
}
