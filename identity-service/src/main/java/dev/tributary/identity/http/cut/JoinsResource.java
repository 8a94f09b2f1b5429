package dev.tributary.identity.http.cut;

import static dev.tributary.identity.http.GraphJson.object;

import dev.tributary.identity.domain.event.Origin;
import dev.tributary.identity.domain.graph.GraphEdits;
import dev.tributary.identity.domain.rules.RulesInForce;
import dev.tributary.platform.auth.Roles;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import dev.tributary.platform.problems.ProblemType;
import dev.tributary.platform.problems.Refusal;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.UUID;

/** Makes two customers one on the word of a person, as an event that names both would. */
@Path("/api/v1/joins")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class JoinsResource {

  private final GraphEdits edits;
  private final Clock clock;
  private final CutMetrics metrics;
  private final RulesInForce rules;

  JoinsResource(GraphEdits edits, Clock clock, CutMetrics metrics, RulesInForce rules) {
    this.edits = edits;
    this.clock = clock;
    this.metrics = metrics;
    this.rules = rules;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.EDITOR)
  public byte[] join(byte[] body) {
    var two = CutRequest.join(body, rules.current());
    var act = UUID.randomUUID().toString();
    var origin = new Origin(clock.instant(), Lifting.SOURCE, act);
    var outcome = edits.join(two.getFirst(), two.getLast(), origin);
    metrics.join(outcome);
    return switch (outcome) {
      case JOINED -> answer(act, "joined");
      case TOGETHER_ALREADY -> answer(act, "together_already");
      case REFUSED ->
          throw new Refusal(
              ProblemType.CONFLICT, "A limit of the identity rules or a cut keeps them apart");
      case UNKNOWN -> throw new Refusal(ProblemType.NOT_FOUND, "Nobody has one of the two");
    };
  }

  private static byte[] answer(String act, String outcome) {
    return JsonText.write(object("id", Json.of(act), "outcome", Json.of(outcome)));
  }
}
