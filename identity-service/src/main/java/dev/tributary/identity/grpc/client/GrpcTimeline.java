package dev.tributary.identity.grpc.client;

import dev.tributary.identity.domain.audience.PastEvent;
import dev.tributary.identity.domain.audience.Timeline;
import dev.tributary.identity.domain.audience.TimelineQuestion;
import dev.tributary.identity.domain.audience.TimelineQuestion.Order;
import dev.tributary.identity.domain.event.Birth;
import dev.tributary.identity.domain.event.ClientEvent;
import dev.tributary.identity.domain.event.ClientEvent.Names;
import dev.tributary.identity.domain.event.Origin;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.wire.EventTypes;
import dev.tributary.platform.bus.EventDocument;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.proto.v1.Event;
import dev.tributary.proto.v1.ListEventsRequest;
import dev.tributary.proto.v1.TimelineGrpc;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What profiles did as audience-service has it. */
@ApplicationScoped
class GrpcTimeline implements Timeline {

  private final AudienceCalls audience;

  GrpcTimeline(AudienceCalls audience) {
    this.audience = audience;
  }

  @Override
  public TimelinePage list(ProfileId profile, TimelineQuestion question, String cursor) {
    if (question.isNothing()) {
      return new TimelinePage(List.of(), "");
    }
    var request =
        ListEventsRequest.newBuilder()
            .setProfileId(profile.text())
            .setStartMillis(question.start().toEpochMilli())
            .setEndMillis(question.end().toEpochMilli())
            .addAllInclude(question.include())
            .addAllExclude(question.exclude())
            .setLimit(question.limit())
            .setAscending(question.order() == Order.OLDEST_FIRST)
            .setCursor(cursor)
            .build();
    var page = audience.ask(call -> call.with(TimelineGrpc::newBlockingStub).listEvents(request));
    return new TimelinePage(
        page.getEventsList().stream().map(GrpcTimeline::event).flatMap(Optional::stream).toList(),
        page.getNextCursor());
  }

  /** None for one that a later release sent and this one does not know. */
  private static Optional<PastEvent> event(Event event) {
    try {
      var birth = new Birth(event.getBirth().getPartition(), event.getBirth().getOffset());
      var origin =
          new Origin(
              Instant.ofEpochMilli(event.getReceivedAtMillis()),
              event.getSource(),
              event.getMessageId());
      var names = new Names(event.getUserId(), event.getAnonymousId(), event.getGroupId());
      var happenedAt = Instant.ofEpochMilli(event.getTimestampMillis());
      var call = EventTypes.call(event.getType());
      var client = new ClientEvent(birth, origin, call, names, happenedAt, document(event));
      return Optional.of(new PastEvent(client, event.getEvent()));
    } catch (InvalidValue _) {
      return Optional.empty();
    }
  }

  private static Json.Obj document(Event event) {
    try {
      return EventDocument.of(event);
    } catch (InvalidValue _) {
      return Json.Obj.EMPTY;
    }
  }
}
