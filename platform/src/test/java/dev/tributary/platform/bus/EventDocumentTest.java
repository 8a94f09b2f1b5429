package dev.tributary.platform.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import dev.tributary.proto.v1.Event;
import dev.tributary.proto.v1.EventType;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An event as filters and mappings see it. */
class EventDocumentTest {

  private static final Instant TIME = Instant.parse("2026-11-23T20:00:00.120Z");

  @Test
  void putsWhatTheServerKnowsOverWhatTheClientSaid() {
    // Given
    var event =
        event(
                "{\"type\":\"x\",\"messageId\":5,\"timestamp\":\"?\",\"writeKey\":\"k\",\"event\":\"E\"}")
            .setSentAtMillis(TIME.toEpochMilli())
            .build();

    // When
    var document = EventDocument.of(event);

    // Then
    assertThat(document)
        .isEqualTo(
            JsonText.parse(
                """
                {"type":"track","messageId":"m1","event":"E",
                 "timestamp":"2026-11-23T20:00:00.120Z","receivedAt":"2026-11-23T20:00:00.120Z",
                 "sentAt":"2026-11-23T20:00:00.120Z"}
                """));
  }

  @Test
  void laysTheBatchsContextBeneathTheItemsOwn() {
    // Given
    var event =
        event("{\"context\":{\"app\":{\"name\":\"own\"},\"ip\":\"1\"}}")
            .setBatchContext(utf8("{\"app\":{\"name\":\"shared\",\"build\":2},\"locale\":\"en\"}"))
            .setBatchIntegrations(utf8("{\"All\":true}"))
            .build();

    // When
    var document = EventDocument.of(event);

    // Then
    assertThat(document.field("context"))
        .contains(
            JsonText.parse(
                "{\"app\":{\"name\":\"own\",\"build\":2},\"locale\":\"en\",\"ip\":\"1\"}"));
    assertThat(document.field("integrations")).contains(JsonText.parse("{\"All\":true}"));
  }

  @Test
  void keepsAnItemsContextThatIsNotAnObject() {
    var event = event("{\"context\":7}").setBatchContext(utf8("{\"a\":1}")).build();
    assertThat(EventDocument.of(event).field("context")).contains(Json.of(7));
  }

  @Test
  void refusesAPayloadThatIsNoObject() {
    assertThatThrownBy(() -> EventDocument.of(event("[1]").build()))
        .isInstanceOf(InvalidValue.class);
  }

  @ParameterizedTest
  @MethodSource("payloads")
  void changesNoFieldOfTheClientsOwn(Json.Obj payload) {
    // When
    var document = EventDocument.of(event(JsonText.writeString(payload)).build());

    // Then
    assertThat(document.fields()).containsAllEntriesOf(payload.fields());
    assertThat(document.fields().keySet())
        .hasSize(payload.fields().size() + 4)
        .contains("type", "messageId", "timestamp", "receivedAt");
  }

  /** Nothing, then two hundred draws. */
  static Stream<Json.Obj> payloads() {
    var random = new SplittableRandom(11);
    return Stream.concat(
        Stream.of(Json.Obj.EMPTY),
        IntStream.range(0, 200)
            .mapToObj(_ -> {
              var fields = new LinkedHashMap<String, Json>();
              for (int i = random.nextInt(8); i > 0; i--) {
                var value =
                    random.nextBoolean()
                        ? Json.of(random.nextLong())
                        : Json.object("nested", Json.of("text " + random.nextInt()));
                fields.put("field" + random.nextInt(20), value);
              }
              return new Json.Obj(fields);
            }));
  }

  private static Event.Builder event(String payload) {
    return Event.newBuilder()
        .setType(EventType.EVENT_TYPE_TRACK)
        .setMessageId("m1")
        .setTimestampMillis(TIME.toEpochMilli())
        .setReceivedAtMillis(TIME.toEpochMilli())
        .setPayload(utf8(payload));
  }

  private static ByteString utf8(String text) {
    return ByteString.copyFromUtf8(text);
  }
}
