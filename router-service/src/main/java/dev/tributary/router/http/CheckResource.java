package dev.tributary.router.http;

import dev.tributary.platform.auth.Roles;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import dev.tributary.platform.problems.ProblemType;
import dev.tributary.platform.problems.Refusal;
import dev.tributary.router.domain.delivery.Redaction;
import dev.tributary.router.domain.delivery.Verdict;
import dev.tributary.router.domain.destination.Credentials;
import dev.tributary.router.domain.destination.Destination;
import dev.tributary.router.domain.sending.Sending;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tries a destination's settings by the test request of its connector, which changes nothing at the
 * far end, and shows request and answer without secrets.
 */
@Path("/api/v1/destinations/{name}/check")
@Produces(MediaType.APPLICATION_JSON)
class CheckResource {

  private final DefinedDestinations defined;
  private final Trying trying;

  CheckResource(DefinedDestinations defined, Trying trying) {
    this.defined = defined;
    this.trying = trying;
  }

  /** {@code passed}, or {@code failed} with a code and why. */
  @POST
  @RunOnVirtualThread
  @RolesAllowed(Roles.EDITOR)
  public String check(@PathParam("name") String name) {
    var destination = defined.named(name);
    var found =
        switch (trying.credentials(destination)) {
          case Credentials.Incomplete(var reason) -> failed("secret_missing", reason);
          case Credentials.Complete credentials -> check(destination, credentials);
        };
    var answer = new LinkedHashMap<String, Json>();
    answer.put("destination", Json.of(name));
    answer.putAll(found);
    return JsonText.writeString(new Json.Obj(answer));
  }

  private Map<String, Json> check(Destination destination, Credentials.Complete credentials) {
    var connector = destination.connection().connector();
    var redaction = new Redaction(credentials.hidden());
    try (var attempt = trying.open()) {
      var sent =
          attempt
              .sending()
              .check(connector, credentials)
              .orElseThrow(() ->
                  new Refusal(
                      ProblemType.INVALID_VALUE,
                      "The connector %s has no test request; send an event with /test"
                          .formatted(connector.name())));
      var all = Redaction.of(redaction.secrets(), sent.hidden());
      var verdict = sent.verdicts().getFirst();
      var shown = new LinkedHashMap<>(SentWire.judged(verdict, all).fields());
      shown.put("outcome", Json.of(verdict instanceof Verdict.Delivered ? "passed" : "failed"));
      shown.putAll(SentWire.exchange(sent, all));
      return shown;
    } catch (Sending.Blocked e) {
      return failed("held", redaction.of(e.reason()));
    }
  }

  private static Map<String, Json> failed(String code, String message) {
    var shown = new LinkedHashMap<String, Json>();
    shown.put("outcome", Json.of("failed"));
    shown.put("code", Json.of(code));
    shown.put("message", Json.of(message));
    return shown;
  }
}
