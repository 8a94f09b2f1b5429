package dev.tributary.router.http;

import dev.tributary.platform.auth.Roles;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import dev.tributary.platform.problems.ProblemType;
import dev.tributary.platform.problems.Refusal;
import dev.tributary.router.domain.delivery.Redaction;
import dev.tributary.router.domain.destination.Credentials;
import dev.tributary.router.domain.destination.Destination;
import dev.tributary.router.domain.sending.Trial;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashMap;
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

  private static final Set<String> FIELDS = Set.of("event", "action");

  private final DefinedDestinations defined;
  private final Trying trying;

  TestResource(DefinedDestinations defined, Trying trying) {
    this.defined = defined;
    this.trying = trying;
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
    var destination = defined.named(name);
    if (action.isPresent()
        && destination.events().actions().stream()
            .noneMatch(rule -> Trial.isCalled(rule, action.get()))) {
      throw new InvalidValue("action", "not an action of this destination");
    }
    return switch (trying.credentials(destination)) {
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
    try (var attempt = trying.open()) {
      var key = UUID.randomUUID().toString().replace("-", "");
      var results = new Trial(attempt.sending(), credentials).run(destination, event, key, action);
      var redaction = new Redaction(credentials.hidden());
      var answer = new LinkedHashMap<String, Json>();
      answer.put("destination", Json.of(destination.name()));
      answer.put(
          "results",
          new Json.Arr(results.stream().map(result -> (Json) shown(result, redaction)).toList()));
      return JsonText.writeString(new Json.Obj(answer));
    }
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
        shown.putAll(SentWire.judged(sent.verdicts().getFirst(), all).fields());
        shown.put("payload", payload);
        shown.putAll(SentWire.exchange(sent, all));
      }
    }
    return new Json.Obj(shown);
  }
}
