package dev.tributary.audience.messaging;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tributary.audience.config.AudienceConfig;
import dev.tributary.audience.domain.timeline.Timeline;
import dev.tributary.audience.domain.timeline.TimelinePage;
import dev.tributary.audience.domain.timeline.TimelineQuestion;
import dev.tributary.proto.v1.Resolved;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.stream.Stream;

/** Chooses from the references that are stored, then reads the events themselves. */
@ApplicationScoped
class StreamTimeline implements Timeline {

  private final PartitionStores stores;
  private final EventReader reader;
  private final AudienceConfig config;
  private final Clock clock = Clock.systemUTC();
  private final Timer reads;

  StreamTimeline(
      PartitionStores stores, EventReader reader, AudienceConfig config, MeterRegistry metrics) {
    this.stores = stores;
    this.reader = reader;
    this.config = config;
    this.reads = metrics.timer("tributary.audience.timeline.reads");
  }

  @Override
  public Events list(String profileId, TimelineQuestion question, String cursor) {
    var page = page(profileId, question, cursor);
    if (page.references().isEmpty()) {
      return new Events(new ArrayList<>(), page.nextCursor());
    }
    var sample = Timer.start();
    var records = reader.read(page.references());
    sample.stop(reads);
    var events =
        page.references().stream()
            .flatMap(reference -> Stream.ofNullable(records.get(reference)))
            .flatMap(StreamTimeline::event)
            .toList();
    return new Events(events, page.nextCursor());
  }

  private TimelinePage page(String profileId, TimelineQuestion question, String cursor) {
    var all =
        PartitionStores.answering(() -> {
          var found = stores.profile(profileId);
          return ReferenceStore.all(found.store(), found.profileId(), found.stored().recent());
        });
    return TimelinePage.of(all, question, cursor, config.timeline().retention(), clock.millis());
  }

  /** A record that is none of an event, after the topic was made anew, is left out. */
  private static Stream<Recorded> event(byte[] record) {
    try {
      var resolved = Resolved.parseFrom(record);
      return resolved.hasEvent()
          ? Stream.of(new Recorded(resolved.getEvent().getEvent().toByteArray()))
          : Stream.of();
    } catch (InvalidProtocolBufferException _) {
      return Stream.of();
    }
  }
}
