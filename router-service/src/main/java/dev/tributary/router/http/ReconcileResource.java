package dev.tributary.router.http;

import dev.tributary.platform.auth.Roles;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import dev.tributary.router.domain.replay.Selection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.Set;

/** Has a list told anew of everybody who is in its audience, and of all who left it. */
@Path("/api/v1/destinations/{name}/reconcile")
@Produces(MediaType.APPLICATION_JSON)
class ReconcileResource {

  private static final Set<String> FIELDS = Set.of("audience", "dryRun", "rate");

  private final ReplayStart start;
  private final DefinedDestinations defined;

  ReconcileResource(ReplayStart start, DefinedDestinations defined) {
    this.start = start;
    this.defined = defined;
  }

  /**
   * Reconciles {@code {"audience", "dryRun", "rate"}}; without {@code audience} the only list. It
   * goes on as a replay: 202 with how far it is; a dry run that is soon done, 200.
   */
  @POST
  @RunOnVirtualThread
  @RolesAllowed(Roles.EDITOR)
  public Response reconcile(@PathParam("name") String name, byte[] body)
      throws InterruptedException {
    var json = body.length == 0 ? Json.Obj.EMPTY : JsonText.parseObject(body);
    var asked = new ReplayRequest(json, FIELDS);
    var lists = defined.named(name).lists();
    var only = lists.size() == 1 ? Optional.of(lists.getFirst()) : Optional.<String>empty();
    var audience = asked.text("audience").or(() -> only).orElse("");
    if (!lists.contains(audience)) {
      throw new InvalidValue(
          "audience",
          "not one that the destination keeps as a list; it keeps "
              + (lists.isEmpty() ? "none" : String.join(", ", lists)));
    }
    return start.begin(name, new Selection.Members(audience, true), asked);
  }
}
