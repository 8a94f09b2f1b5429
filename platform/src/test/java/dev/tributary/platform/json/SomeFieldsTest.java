package dev.tributary.platform.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.tributary.platform.bus.EventDocument;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.cases.RandomJson;
import dev.tributary.platform.domain.json.Fields;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.proto.v1.Event;
import dev.tributary.proto.v1.EventType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reading some fields of an object says of them what reading all says, and refuses the same. */
class SomeFieldsTest {

  private static final List<String> NAMES =
      List.of("type", "messageId", "context", "integrations", "timestamp", "writeKey", "sentAt");

  static LongStream seeds() {
    return LongStream.range(0, 1_000);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void saysAtEachPathWhatTheWholeSays(long seed) {
    // Given
    var random = new SplittableRandom(seed);
    var whole = new RandomJson(seed).object(5);
    var paths = paths(random, RandomJson.NAMES);

    // When
    var some = JsonText.parseObject(JsonText.write(whole), Fields.at(paths));

    // Then
    for (var path : paths) {
      assertThat(at(some, path)).as("%s of %s", path, whole).isEqualTo(at(whole, path));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void saysOfAnEventWhatItsWholeDocumentSays(long seed) {
    // Given
    var random = new SplittableRandom(seed);
    var names = new ArrayList<>(RandomJson.NAMES);
    names.addAll(NAMES);
    var payload = new RandomJson(seed).object(4);
    for (var name : NAMES) {
      if (random.nextBoolean()) {
        payload = payload.with(name, new RandomJson(random.nextLong()).object(3));
      }
    }
    var event =
        Event.newBuilder()
            .setType(EventType.EVENT_TYPE_TRACK)
            .setMessageId("m")
            .setPayload(utf8(payload))
            .setBatchContext(utf8(new RandomJson(random.nextLong()).object(3)))
            .setTimestampMillis(seed)
            .setSentAtMillis(seed)
            .build();
    var whole = EventDocument.of(event);
    var paths = paths(random, names);

    // When
    var some = EventDocument.of(event, Fields.at(paths));

    // Then
    for (var path : paths) {
      assertThat(at(some, path)).as("%s of %s", path, whole).isEqualTo(at(whole, path));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void refusesWhatTheWholeIsRefusedFor(long seed) {
    // Given
    var random = new SplittableRandom(seed);
    var paths = Fields.at(paths(random, RandomJson.NAMES));
    for (int i = 0; i < 20; i++) {
      var text = JsonText.write(new RandomJson(random.nextLong()).object(4));

      // When
      damage(random, text);

      // Then
      assertThat(isRefused(text, paths))
          .as("%s", new String(text, StandardCharsets.UTF_8))
          .isEqualTo(isRefused(text, Fields.ALL));
    }
  }

  @Test
  void refusesANumberThatIsNotKeptAsOneThatIs() {
    var text = "{\"a\":{\"b\":[1e99999999999]},\"c\":1}".getBytes(StandardCharsets.UTF_8);
    assertThat(isRefused(text, Fields.ALL)).isTrue();
    assertThat(isRefused(text, Fields.at(List.of(List.of("c"))))).isTrue();
  }

  @Test
  void keepsNothingThatIsNotWanted() {
    var text = "{\"a\":{\"b\":1,\"c\":2},\"d\":{\"b\":3},\"e\":[{\"f\":1}]}";
    var some =
        JsonText.parseObject(
            text.getBytes(StandardCharsets.UTF_8),
            Fields.at(List.of(List.of("a", "b"), List.of("e", "x"))));
    assertThat(JsonText.writeString(some)).isEqualTo("{\"a\":{\"b\":1},\"e\":[{\"f\":1}]}");
  }

  /** As long as a filter can name, and longer than a stack is deep. */
  @Test
  void takesAPathOfAnyLength() {
    var path = Collections.nCopies(100_000, "a");
    var text = "{\"a\":{\"a\":{\"a\":1}},\"b\":2}";
    var some =
        JsonText.parseObject(text.getBytes(StandardCharsets.UTF_8), Fields.at(List.of(path)));
    assertThat(JsonText.writeString(some)).isEqualTo("{\"a\":{\"a\":{\"a\":1}}}");
  }

  private static void damage(SplittableRandom random, byte[] text) {
    for (int i = random.nextInt(3); i > 0; i--) {
      byte other =
          random.nextBoolean() ? (byte) random.nextInt(256) : text[random.nextInt(text.length)];
      text[random.nextInt(text.length)] = other;
    }
  }

  private static boolean isRefused(byte[] text, Fields wanted) {
    try {
      JsonText.parseObject(text, wanted);
      return false;
    } catch (InvalidValue _) {
      return true;
    }
  }

  private static List<List<String>> paths(SplittableRandom random, List<String> names) {
    return IntStream.range(0, 1 + random.nextInt(4))
        .mapToObj(_ ->
            IntStream.range(0, 1 + random.nextInt(3))
                .mapToObj(_ -> names.get(random.nextInt(names.size())))
                .toList())
        .toList();
  }

  private static Optional<Json> at(Json.Obj object, List<String> path) {
    Optional<Json> value = Optional.of(object);
    for (var name : path) {
      value = value.flatMap(v -> v instanceof Json.Obj obj ? obj.field(name) : Optional.empty());
    }
    return value;
  }

  private static ByteString utf8(Json.Obj object) {
    return ByteString.copyFrom(JsonText.write(object));
  }
}
