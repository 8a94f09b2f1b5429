package dev.tributary.ingest.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.tributary.proto.v1.Event;
import dev.tributary.proto.v1.EventMark;
import dev.tributary.proto.v1.EventType;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class EventHeadTest {

  @Test
  void readsWhatTheWholeEventSays() throws IOException {
    // Given
    var event =
        Event.newBuilder()
            .setMessageId("m")
            .setSource("shop")
            .setType(EventType.EVENT_TYPE_TRACK)
            .setAnonymousId("a")
            .setTimestampMillis(-5)
            .setReceivedAtMillis(1_800_000_000_000L)
            .setPayload(ByteString.copyFromUtf8("{}"))
            .addMarks(EventMark.EVENT_MARK_BOT);

    // Then
    assertThat(EventHead.parse(event.build().toByteArray()))
        .isEqualTo(new EventHead("shop", "a", 1_800_000_000_000L));
    assertThat(EventHead.parse(event.setUserId("u").build().toByteArray()).user()).isEqualTo("u");
    assertThat(EventHead.parse(new byte[0])).isEqualTo(new EventHead("", "", 0));
  }

  @Test
  void saysSoWhereThereIsNoEvent() {
    assertThatThrownBy(() -> EventHead.parse(new byte[] {5, 5, 5})).isInstanceOf(IOException.class);
  }
}
