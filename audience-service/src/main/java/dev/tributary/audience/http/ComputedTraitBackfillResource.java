package dev.tributary.audience.http;

import dev.tributary.audience.domain.query.Wishes;
import dev.tributary.audience.domain.rule.Rule;
import dev.tributary.platform.auth.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestPath;

/** Gives up counting the history for the newest version of a definition, or begins it anew. */
@Path("/api/v1/computed-traits/{name}/backfill")
@RolesAllowed(Roles.EDITOR)
@RunOnVirtualThread
class ComputedTraitBackfillResource {

  private final Wishes wishes;

  ComputedTraitBackfillResource(Wishes wishes) {
    this.wishes = wishes;
  }

  @DELETE
  public Response cancel(@RestPath String name) {
    return accepted(name, wishes.cancel(Rule.ComputedTrait.idOf(name)));
  }

  @POST
  public Response resume(@RestPath String name) {
    return accepted(name, wishes.resume(Rule.ComputedTrait.idOf(name)));
  }

  private static Response accepted(String name, boolean defined) {
    if (!defined) {
      throw NotDefined.computedTrait(name);
    }
    return Response.accepted().build();
  }
}
