package dev.tributary.identity.http;

import dev.tributary.identity.domain.audience.TimelineQuestion;
import dev.tributary.identity.domain.audience.TimelineQuestion.Order;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.QueryText;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;

/** The query parameters of a list of events, as the caller wrote them. */
final class EventParameters {

  private static final int USUAL = 10;

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
  @DefaultValue("")
  String limit = "";

  @QueryParam("sort")
  @DefaultValue("")
  String sort = "";

  @QueryParam("next")
  @DefaultValue("")
  String next = "";

  /** The question they make, within the time that events are told of. */
  TimelineQuestion question(Instant now) {
    try {
      return new TimelineQuestion(
              time("start", start, now.minus(TimelineQuestion.TOLD)),
              time("end", end, now),
              QueryText.names(include),
              QueryText.names(exclude),
              limit(),
              order())
          .within(now);
    } catch (InvalidValue e) {
      throw ApiError.invalid(e.field() + " is " + e.reason());
    }
  }

  private Order order() {
    return switch (sort) {
      case "", "desc" -> Order.NEWEST_FIRST;
      case "asc" -> Order.OLDEST_FIRST;
      default -> throw ApiError.invalid("sort is neither asc nor desc");
    };
  }

  private int limit() {
    try {
      return limit.isEmpty() ? USUAL : Integer.parseInt(limit);
    } catch (NumberFormatException _) {
      throw ApiError.invalid("limit is not a number between 1 and " + TimelineQuestion.MAX_LIMIT);
    }
  }

  private static Instant time(String name, String text, Instant usual) {
    return text.isEmpty() ? usual : QueryText.time(name, text);
  }
}
