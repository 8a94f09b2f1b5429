package dev.tributary.identity.http;

import dev.tributary.identity.domain.audience.TimelineQuestion;
import dev.tributary.identity.domain.audience.TimelineQuestion.Order;
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

  /** The question they make, within the time that events are kept for. */
  TimelineQuestion question(Instant now) {
    try {
      return new TimelineQuestion(
              time("start", start, now.minus(TimelineQuestion.KEPT)),
              time("end", end, now),
              names(include),
              names(exclude),
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

  private static Set<String> names(String list) {
    return Arrays.stream(list.split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toSet());
  }

  /** A date alone is its first moment in UTC. */
  private static Instant time(String name, String text, Instant usual) {
    try {
      if (text.isEmpty()) {
        return usual;
      }
      return text.indexOf('T') < 0
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException _) {
      throw ApiError.invalid(name + " is no time in ISO 8601, such as 2026-01-31T12:00:00Z");
    }
  }
}
