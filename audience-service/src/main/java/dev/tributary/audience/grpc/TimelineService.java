package dev.tributary.audience.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tributary.audience.domain.timeline.TimelineQuestion;
import dev.tributary.audience.identity.ProfileIds;
import dev.tributary.platform.grpc.GrpcAnswers;
import dev.tributary.proto.v1.Event;
import dev.tributary.proto.v1.EventPage;
import dev.tributary.proto.v1.ListEventsRequest;
import dev.tributary.proto.v1.Timeline;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import java.util.HashSet;

/** Answers other services what a profile did. */
@GrpcService
class TimelineService implements Timeline {

  private static final int USUAL_EVENTS = 10;

  private final dev.tributary.audience.domain.timeline.Timeline timeline;
  private final ProfileIds ids;
  private final GrpcAnswers answers;

  TimelineService(
      dev.tributary.audience.domain.timeline.Timeline timeline,
      ProfileIds ids,
      GrpcAnswers answers) {
    this.timeline = timeline;
    this.ids = ids;
    this.answers = answers;
  }

  @Override
  public Uni<EventPage> listEvents(ListEventsRequest request) {
    return answers.by(() -> page(request));
  }

  private EventPage page(ListEventsRequest request) {
    var name =
        Requested.profile(request.hasIdentifier(), request.getIdentifier(), request.getProfileId());
    var question =
        new TimelineQuestion(
            request.getStartMillis(),
            request.getEndMillis(),
            new HashSet<>(request.getIncludeList()),
            new HashSet<>(request.getExcludeList()),
            request.getLimit() == 0 ? USUAL_EVENTS : request.getLimit(),
            request.getAscending()
                ? TimelineQuestion.Order.OLDEST_FIRST
                : TimelineQuestion.Order.NEWEST_FIRST);
    var found = timeline.list(ids.of(name), question, request.getCursor());
    var page = EventPage.newBuilder().setNextCursor(found.nextCursor());
    for (var event : found.events()) {
      try {
        page.addEvents(Event.parseFrom(event.bytes()));
      } catch (InvalidProtocolBufferException e) {
        throw new IllegalStateException("The event was read as one a moment ago", e);
      }
    }
    return page.build();
  }
}
