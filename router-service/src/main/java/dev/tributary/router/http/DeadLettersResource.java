package dev.tributary.router.http;

import dev.tributary.platform.auth.Roles;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.problems.ProblemType;
import dev.tributary.platform.problems.Refusal;
import dev.tributary.router.domain.deadletter.Letter;
import dev.tributary.router.domain.deadletter.LetterId;
import dev.tributary.router.domain.deadletter.LetterLog;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Deliveries that were given up: which, why, and what was said. */
@Path("/api/v1/dead-letters")
@Produces(MediaType.APPLICATION_JSON)
class DeadLettersResource {

  private static final int MOST = 200;
  private static final int USUAL = 50;

  private final LetterLog log;

  DeadLettersResource(LetterLog log) {
    this.log = log;
  }

  /** Of a destination, the newest first; without what was sent, which may be personal. */
  @GET
  @RunOnVirtualThread
  @RolesAllowed(Roles.VIEWER)
  public PageWire list(
      @QueryParam("destination") @Nullable String destination,
      @QueryParam("code") @Nullable String code,
      @QueryParam("from") @Nullable String from,
      @QueryParam("to") @Nullable String to,
      @QueryParam("redriven") @Nullable String redriven,
      @QueryParam("before") @Nullable String before,
      @QueryParam("limit") @Nullable String limit) {
    if (destination == null || destination.isEmpty()) {
      throw new InvalidValue("destination", "missing");
    }
    var query =
        new LetterLog.Query(
            destination,
            Optional.ofNullable(code),
            from == null ? Instant.MIN : time("from", from),
            to == null ? Instant.MAX : time("to", to),
            Optional.ofNullable(redriven).map(DeadLettersResource::flag),
            before == null ? OptionalLong.empty() : OptionalLong.of(number("before", before)),
            limit == null ? USUAL : Math.clamp(number("limit", limit), 1, MOST));
    var page = log.list(query);
    return new PageWire(
        destination,
        page.letters().stream().map(LetterWire::of).toList(),
        page.next().isPresent() ? Long.toString(page.next().getAsLong()) : null);
  }

  /** One, with what was sent and answered. */
  @GET
  @Path("/{id}")
  @RunOnVirtualThread
  @RolesAllowed(Roles.EDITOR)
  public WholeWire inspect(@PathParam("id") String id) {
    return log.find(LetterId.parse(id))
        .map(WholeWire::of)
        .orElseThrow(() -> new Refusal(ProblemType.NOT_FOUND, "No dead letter stands there"));
  }

  private static Instant time(String field, String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException _) {
      throw new InvalidValue(field, "not a time such as 2026-11-28T12:00:00Z");
    }
  }

  private static boolean flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new InvalidValue("redriven", "neither true nor false");
    };
  }

  private static long number(String field, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException _) {
      throw new InvalidValue(field, "not a number");
    }
  }

  /** A page; {@code next} is the {@code before} of the next one, null at the end. */
  record PageWire(String destination, List<LetterWire> letters, @Nullable String next) {}

  /** A letter without what was sent; {@code redriven}: when it was delivered once more last. */
  record LetterWire(
      String id,
      String code,
      String message,
      int attempts,
      String firstAttempt,
      String givenUp,
      String idempotencyKey,
      Letter.Source source,
      @Nullable String redriven) {

    static LetterWire of(Letter letter) {
      var why = letter.why();
      return new LetterWire(
          letter.id().text(),
          why.code(),
          why.message(),
          why.attempts(),
          why.firstAttempt().toString(),
          why.givenUp().toString(),
          letter.key(),
          letter.source(),
          letter.redriven().map(Instant::toString).orElse(null));
    }
  }

  /** A letter whole. */
  record WholeWire(
      String destination, LetterWire letter, RequestWire request, @Nullable ReplyWire response) {

    static WholeWire of(Letter letter) {
      var sent = letter.exchange();
      return new WholeWire(
          letter.destination(),
          LetterWire.of(letter),
          new RequestWire(sent.method(), sent.url(), sent.headers(), sent.body().text()),
          sent.reply()
              .map(reply -> new ReplyWire(reply.status(), reply.body().text()))
              .orElse(null));
    }
  }

  record RequestWire(String method, String url, Map<String, String> headers, String body) {}

  record ReplyWire(int status, String body) {}
}
