package dev.tributary.audience.http;

import dev.tributary.audience.domain.timeline.TimelineQuestion;
import dev.tributary.audience.domain.timeline.TimelineQuestion.Order;
import dev.tributary.platform.domain.InvalidValue;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** The query parameters of a timeline as the caller wrote them; those of the Profile API. */
final class TimelineParameters {

  /** To the domain 0 says that nothing was given. */
  private static final long NOT_GIVEN = 0;

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
    return new TimelineQuestion(from, to, names(include), names(exclude), most, order());
  }

  private Order order() {
    return switch (sort) {
      case "", "desc" -> Order.NEWEST_FIRST;
      case "asc" -> Order.OLDEST_FIRST;
      default -> throw new InvalidValue("sort", "neither asc nor desc");
    };
  }

  private static Set<String> names(String list) {
    return Arrays.stream(list.split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toSet());
  }

  /** A time before 1970 is the first millisecond after its beginning: nothing is as old. */
  private static long millis(String name, String text) {
    if (text.isEmpty()) {
      return NOT_GIVEN;
    }
    try {
      var time = time(text);
      return time.isAfter(Instant.EPOCH) ? Math.max(1, time.toEpochMilli()) : 1;
    } catch (DateTimeException | ArithmeticException _) {
      throw new InvalidValue(name, "not a time in ISO 8601, such as 2026-01-31T12:00:00Z");
    }
  }

  /** A date alone is its first moment in UTC. */
  private static Instant time(String text) {
    return text.indexOf('T') < 0
        ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
        : OffsetDateTime.parse(text).toInstant();
  }
}
