package dev.tributary.audience.http;

import dev.tributary.audience.domain.timeline.TimelineQuestion;
import dev.tributary.audience.domain.timeline.TimelineQuestion.Order;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.QueryText;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;

/** The query parameters of a timeline as the caller wrote them; those of the Profile API. */
final class TimelineParameters {

  /** To the domain 0 says that nothing was given. */
  private static final long NOT_GIVEN = 0;

  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");
  private static final String USUAL_EVENTS = "10";

  @QueryParam("start")
  @DefaultValue("")
  String start = "";

  @QueryParam("end")
  @DefaultValue("")
  String end = "";

  @QueryParam("include")
  @DefaultValue("")
  String include = "";

  @QueryParam("exclude")
  @DefaultValue("")
  String exclude = "";

  @QueryParam("limit")
  @DefaultValue(USUAL_EVENTS)
  String limit = USUAL_EVENTS;

  @QueryParam("sort")
  @DefaultValue("")
  String sort = "";

  @QueryParam("cursor")
  @DefaultValue("")
  String cursor = "";

  /**
   * The question they make.
   *
   * @throws InvalidValue if they make none
   */
  TimelineQuestion question() {
    long from = millis("start", start);
    long to = millis("end", end);
    if (to != NOT_GIVEN && to < from) {
      throw new InvalidValue("end", "before start");
    }
    int most = Limit.of(limit, TimelineQuestion.MAX_LIMIT);
    return new TimelineQuestion(
        from, to, QueryText.names(include), QueryText.names(exclude), most, order());
  }

  private Order order() {
    return switch (sort) {
      case "", "desc" -> Order.NEWEST_FIRST;
      case "asc" -> Order.OLDEST_FIRST;
      default -> throw new InvalidValue("sort", "neither asc nor desc");
    };
  }

  /** A time before 1970 is the first millisecond after its beginning: nothing is as old. */
  private static long millis(String name, String text) {
    if (text.isEmpty()) {
      return NOT_GIVEN;
    }
    var time = QueryText.time(name, text);
    if (time.isAfter(LATEST)) {
      throw new InvalidValue(name, "after the year 9999");
    }
    return time.isAfter(Instant.EPOCH) ? Math.max(1, time.toEpochMilli()) : 1;
  }
}
