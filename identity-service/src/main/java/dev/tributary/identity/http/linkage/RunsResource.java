package dev.tributary.identity.http.linkage;

import dev.tributary.identity.config.IdentityConfig;
import dev.tributary.identity.domain.linkage.run.Runs;
import dev.tributary.identity.domain.linkage.run.Runs.Run;
import dev.tributary.identity.wire.RunWire;
import dev.tributary.platform.auth.Roles;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import dev.tributary.platform.problems.ProblemType;
import dev.tributary.platform.problems.Refusal;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;

/** Starts runs, shows how far they are and how good, and ends them. */
@Path("/api/v1/soft-links/runs")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
@RunOnVirtualThread
class RunsResource {

  private final Runs runs;
  private final IdentityConfig config;
  private final SecurityIdentity caller;

  RunsResource(Runs runs, IdentityConfig config, SecurityIdentity caller) {
    this.runs = runs;
    this.config = config;
    this.caller = caller;
  }

  /** Asks for a run; an empty body for one as usual. */
  @POST
  @RolesAllowed(Roles.EDITOR)
  @ResponseStatus(202)
  public byte[] start(byte[] body) {
    if (!config.linkage().enabled()) {
      throw new Refusal(
          ProblemType.CONFLICT, "Linkage is off; see tributary.identity.linkage.enabled");
    }
    var settings = RunWire.settings(settings(body), config.linkage().usualRun());
    var id =
        runs.start(settings, caller.getPrincipal().getName())
            .orElseThrow(
                () -> new Refusal(ProblemType.CONFLICT, "A run is waiting or running already"));
    return LinkageWire.run(find(id));
  }

  @GET
  public byte[] list() {
    return LinkageWire.runs(runs.latest());
  }

  @GET
  @Path("/{id}")
  public byte[] get(@RestPath String id) {
    return LinkageWire.run(find(uuid(id)));
  }

  /** What the run learnt, and how good its links are on pairs that were held out. */
  @GET
  @Path("/{id}/report")
  public byte[] report(@RestPath String id) {
    var run = find(uuid(id));
    if (run.report() instanceof Json.Null) {
      throw new Refusal(ProblemType.CONFLICT, "The run has not succeeded, so there is no report");
    }
    return JsonText.write(run.report());
  }

  @POST
  @Path("/{id}/cancel")
  @RolesAllowed(Roles.EDITOR)
  @ResponseStatus(202)
  public byte[] cancel(@RestPath String id) {
    var run = find(uuid(id));
    if (!runs.cancel(run.id())) {
      throw new Refusal(ProblemType.CONFLICT, "The run is over");
    }
    return LinkageWire.run(find(run.id()));
  }

  private Run find(UUID id) {
    return runs.find(id)
        .orElseThrow(() -> new Refusal(ProblemType.NOT_FOUND, "There is no run of that id"));
  }

  private static Json.Obj settings(byte[] body) {
    if (body.length == 0) {
      return Json.Obj.EMPTY;
    }
    try {
      if (JsonText.parse(body) instanceof Json.Obj object) {
        return object;
      }
    } catch (InvalidValue _) {
      // Answered below, as what is no object is.
    }
    throw new Refusal(ProblemType.MALFORMED_BODY, "The body is not a JSON object");
  }

  private static UUID uuid(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException _) {
      throw new Refusal(ProblemType.NOT_FOUND, "There is no run of that id");
    }
  }
}
