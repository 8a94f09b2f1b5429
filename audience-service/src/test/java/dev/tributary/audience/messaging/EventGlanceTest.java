package dev.tributary.audience.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.tributary.proto.v1.Birth;
import dev.tributary.proto.v1.Event;
import dev.tributary.proto.v1.EventType;
import dev.tributary.proto.v1.ProfileMerged;
import dev.tributary.proto.v1.Resolved;
import dev.tributary.proto.v1.ResolvedEvent;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EventGlanceTest {

  @Test
  void seesWhatTheWholeRecordSays() throws IOException {
    var random = new Random(4);
    for (int i = 0; i < 2_000; i++) {
      var event = event(random);
      var record =
          Resolved.newBuilder()
              .setEvent(ResolvedEvent.newBuilder().setEvent(event).setProfileId("p").setVersion(3));

      var glance = EventGlance.at(record.build().toByteArray());

      assertThat(glance.type()).isEqualTo(event.getType());
      assertThat(glance.event()).isEqualTo(event.getEvent());
    }
  }

  @Test
  void takesNothingElseForAnEvent() throws IOException {
    var merge = Resolved.newBuilder().setMerged(ProfileMerged.newBuilder().setFromProfileId("p"));
    var empty = Resolved.newBuilder().setEvent(ResolvedEvent.newBuilder().setProfileId("p"));
    for (var record :
        new Resolved[] {merge.build(), empty.build(), Resolved.newBuilder().build()}) {
      assertThat(EventGlance.at(record.toByteArray()).type())
          .isEqualTo(EventType.EVENT_TYPE_UNSPECIFIED);
    }
  }

  @Test
  void endsWithBytesThatAreNoRecord() {
    var random = new Random(9);
    for (int i = 0; i < 5_000; i++) {
      var bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      var whole =
          Resolved.newBuilder()
              .setEvent(ResolvedEvent.newBuilder().setEvent(event(random)))
              .build()
              .toByteArray();
      for (var broken : new byte[][] {bytes, Arrays.copyOf(whole, random.nextInt(whole.length))}) {
        try {
          var glance = EventGlance.at(broken);
          // Of what the parser can read the glance says the same.
          var event = Resolved.parseFrom(broken).getEvent().getEvent();
          assertThat(glance.event()).isEqualTo(event.getEvent());
        } catch (InvalidProtocolBufferException _) {
          // As the parser says too, or only it: the name was whole.
        } catch (IOException e) {
          throw new AssertionError(e);
        }
      }
    }
  }

  private static Event event(Random random) {
    var event = Event.newBuilder().setBirth(Birth.newBuilder().setOffset(random.nextInt(1_000)));
    event.setTypeValue(random.nextInt(8));
    if (random.nextInt(4) > 0) {
      event.setMessageId("m" + random.nextInt(1_000)).setSource("web");
    }
    if (random.nextInt(4) > 0) {
      event.setEvent("Order ä" + random.nextInt(10));
    }
    return event
        .setUserId("u")
        .setPayload(ByteString.copyFromUtf8("{\"n\":" + random.nextInt() + "}"))
        .build();
  }
}
