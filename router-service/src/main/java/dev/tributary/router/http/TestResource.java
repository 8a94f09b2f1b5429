package dev.tributary.router.http;

import dev.tributary.connectors.domain.request.Body;
import dev.tributary.connectors.domain.request.Request;
import dev.tributary.platform.auth.Roles;
import dev.tributary.platform.definitions.DefinitionsFeed;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.definition.Kind;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import dev.tributary.platform.problems.ProblemType;
import dev.tributary.platform.problems.Refusal;
import dev.tributary.router.definitions.Destinations;
import dev.tributary.router.domain.delivery.Answer;
import dev.tributary.router.domain.delivery.DeliveryLimits;
import dev.tributary.router.domain.delivery.Redaction;
import dev.tributary.router.domain.delivery.Transport;
import dev.tributary.router.domain.delivery.Verdict;
import dev.tributary.router.domain.destination.Credentials;
import dev.tributary.router.domain.destination.Destination;
import dev.tributary.router.domain.destination.Secrets;
import dev.tributary.router.domain.sending.Sending;
import dev.tributary.router.domain.sending.Trial;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Sends one event through a destination and shows what came of it: payload, request, answer, all
 * without secrets. It really is sent; it counts in no balance.
 */
@Path("/api/v1/destinations/{name}/test")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class TestResource {

  private static final int SHOWN_BODY = 16 * 1024;
  private static final Set<String> FIELDS = Set.of("event", "action");

  private final DefinitionsFeed feed;
  private final Secrets secrets;
  private final Transport.Factory transports;
  private final DeliveryLimits limits;

  TestResource(
      DefinitionsFeed feed, Secrets secrets, Transport.Factory transports, DeliveryLimits limits) {
    this.feed = feed;
    this.secrets = secrets;
    this.transports = transports;
    this.limits = limits;
  }

  /**
   * Tries {@code {"event": {…}, "action": "…"}}; without an action, those whose trigger matches.
   */
  @POST
  @RunOnVirtualThread
  @RolesAllowed(Roles.EDITOR)
  public String test(@PathParam("name") String name, byte[] body) {
    var asked = JsonText.parseObject(body);
    if (!FIELDS.containsAll(asked.fields().keySet())) {
      throw new InvalidValue("body", "an object with other fields than event and action");
    }
    if (!(asked.field("event").orElse(Json.Null.VALUE) instanceof Json.Obj event)) {
      throw new InvalidValue("event", "not an object");
    }
    var action =
        asked
            .field("action")
            .filter(value -> value instanceof Json.Str)
            .map(value -> ((Json.Str) value).value());
    var destination = destination(name);
    if (action.isPresent()
        && destination.events().actions().stream()
            .noneMatch(rule -> Trial.isCalled(rule, action.get()))) {
      throw new InvalidValue("action", "not an action of this destination");
    }
    return switch (Credentials.of(destination, secrets)) {
      case Credentials.Incomplete(var reason) ->
          throw new Refusal(ProblemType.INVALID_VALUE, reason);
      case Credentials.Complete credentials -> test(destination, event, action, credentials);
    };
  }

  private String test(
      Destination destination,
      Json.Obj event,
      Optional<String> action,
      Credentials.Complete credentials) {
    try (var transport = transports.open()) {
      var sending = new Sending(transport, limits.judge(), JsonText::write, Clock.systemUTC());
      var key = UUID.randomUUID().toString().replace("-", "");
      var results = new Trial(sending, credentials).run(destination, event, key, action);
      var redaction = new Redaction(credentials.hidden());
      var answer = new LinkedHashMap<String, Json>();
      answer.put("destination", Json.of(destination.name()));
      answer.put(
          "results",
          new Json.Arr(results.stream().map(result -> (Json) shown(result, redaction)).toList()));
      return JsonText.writeString(new Json.Obj(answer));
    }
  }

  private Destination destination(String name) {
    feed.catchUp();
    var definition =
        feed.all(Kind.DESTINATION).stream()
            .filter(known -> known.key().name().equals(name))
            .findFirst()
            .orElseThrow(() -> new Refusal(ProblemType.NOT_FOUND, "No destination of that name"));
    return Destinations.of(definition)
        .orElseThrow(
            () -> new Refusal(ProblemType.NOT_FOUND, "This release cannot read that destination"));
  }

  private static Json.Obj shown(Trial.Result result, Redaction redaction) {
    var shown = new LinkedHashMap<String, Json>();
    switch (result) {
      case Trial.Result.Kept(var code) -> {
        shown.put("outcome", Json.of("discarded"));
        shown.put("code", Json.of(code));
      }
      case Trial.Result.Unsent(var action, var outcome, var code, var message) -> {
        shown.put("action", Json.of(action));
        shown.put("outcome", Json.of(outcome));
        shown.put("code", Json.of(code));
        shown.put("message", Json.of(redaction.of(message)));
      }
      case Trial.Result.Sent(var action, var payload, var sent) -> {
        var all = Redaction.of(redaction.secrets(), sent.hidden());
        shown.put("action", Json.of(action));
        judged(sent.verdicts().getFirst(), all).fields().forEach(shown::put);
        shown.put("payload", payload);
        if (sent.request() != null) {
          shown.put("request", request(sent.request(), all));
        }
        if (sent.answer() instanceof Answer.Responded responded) {
          shown.put("response", response(responded, all));
        }
      }
    }
    return new Json.Obj(shown);
  }

  private static Json.Obj judged(Verdict verdict, Redaction redaction) {
    return switch (verdict) {
      case Verdict.Delivered _ -> Json.object("outcome", Json.of("delivered"));
      case Verdict.Needless(var code) ->
          new Json.Obj(Map.of("outcome", Json.of("discarded"), "code", Json.of(code)));
      case Verdict.Retry(var failure, _) -> failed("retried", failure, redaction);
      case Verdict.Renew(var failure) -> failed("retried", failure, redaction);
      case Verdict.GiveUp(var failure) -> failed("dead", failure, redaction);
    };
  }

  private static Json.Obj failed(String outcome, Verdict.Failure failure, Redaction redaction) {
    var shown = new LinkedHashMap<String, Json>();
    shown.put("outcome", Json.of(outcome));
    shown.put("code", Json.of(failure.code()));
    shown.put("message", Json.of(redaction.of(failure.message())));
    return new Json.Obj(shown);
  }

  private static Json.Obj request(Request request, Redaction redaction) {
    var headers = new LinkedHashMap<String, Json>();
    request.headers().forEach((name, value) -> headers.put(name, Json.of(redaction.of(value))));
    request.hiddenHeaders().keySet().forEach(name -> headers.put(name, Json.of("***")));
    var shown = new LinkedHashMap<String, Json>();
    shown.put("method", Json.of(request.method()));
    shown.put("url", Json.of(redaction.of(request.url())));
    shown.put("headers", new Json.Obj(headers));
    shown.put("body", Json.of(text(request.body(), redaction)));
    return new Json.Obj(shown);
  }

  private static Json.Obj response(Answer.Responded answer, Redaction redaction) {
    var shown = new LinkedHashMap<String, Json>();
    shown.put("status", Json.of(answer.status()));
    shown.put("body", Json.of(text(answer.body(), redaction)));
    return new Json.Obj(shown);
  }

  private static String text(Body body, Redaction redaction) {
    return redaction.of(body).first(SHOWN_BODY).text();
  }
}
