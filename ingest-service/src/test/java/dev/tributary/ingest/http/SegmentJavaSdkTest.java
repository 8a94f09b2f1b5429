package dev.tributary.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.segment.analytics.Analytics;
import com.segment.analytics.Callback;
import com.segment.analytics.messages.IdentifyMessage;
import com.segment.analytics.messages.Message;
import com.segment.analytics.messages.TrackMessage;
import dev.tributary.platform.json.JsonText;
import dev.tributary.platform.testing.EmbeddedServers;
import dev.tributary.proto.v1.Event;
import dev.tributary.proto.v1.EventType;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Segment's own Java SDK, unchanged but for the address it is given. */
@QuarkusTest
@WithTestResource(EmbeddedServers.class)
class SegmentJavaSdkTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  @Test
  void sendsAnIdentifyAndATrackThatArriveWhole() {
    // Given
    Given.aSource();
    var told = new Told();
    var analytics =
        Analytics.builder(Given.KEY)
            .endpoint("http://127.0.0.1:" + RestAssured.port)
            .flushQueueSize(2)
            .callback(told)
            .build();

    // When
    analytics.enqueue(
        IdentifyMessage.builder()
            .messageId("sdk-identify")
            .userId("ann")
            .traits(Map.of("plan", "pro")));
    analytics.enqueue(
        TrackMessage.builder("Order Completed")
            .messageId("sdk-track")
            .anonymousId("browser-1")
            .properties(Map.of("revenue", 12.5)));
    analytics.flush();

    // Then
    await().atMost(PATIENCE).until(() -> told.succeeded.size() == 2);
    analytics.shutdown();
    assertThat(told.failed).isEmpty();
    var bus = new Bus(bootstrapServers);
    var identify = only(bus.received("sdk-identify"));
    assertThat(identify.getType()).isEqualTo(EventType.EVENT_TYPE_IDENTIFY);
    assertThat(identify.getUserId()).isEqualTo("ann");
    var track = only(bus.received("sdk-track"));
    assertThat(track.getType()).isEqualTo(EventType.EVENT_TYPE_TRACK);
    assertThat(track.getEvent()).isEqualTo("Order Completed");
    assertThat(track.getAnonymousId()).isEqualTo("browser-1");
    assertThat(track.getUserId()).isEmpty();
    assertThat(track.hasSentAtMillis()).isTrue();
    assertThat(track.hasOriginalTimestampMillis()).isTrue();
    assertThat(track.getReceivedAtMillis() - track.getTimestampMillis()).isBetween(0L, 60_000L);
    var context = JsonText.parseObject(track.getBatchContext().toByteArray());
    assertThat(context.field("library")).isPresent();
  }

  private static Event only(List<Event> events) {
    assertThat(events).hasSize(1);
    return events.getFirst();
  }

  /** What the SDK says became of its messages. */
  private static final class Told implements Callback {

    private final List<Message> succeeded = new CopyOnWriteArrayList<>();
    private final List<Throwable> failed = new CopyOnWriteArrayList<>();

    @Override
    public void success(Message message) {
      succeeded.add(message);
    }

    @Override
    public void failure(Message message, Throwable throwable) {
      failed.add(throwable);
    }
  }
}
