package dev.tributary.audience.http;

import dev.tributary.audience.domain.query.StatusQueries;
import dev.tributary.platform.auth.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestPath;

/** How far the newest version of a definition is with being in force. */
@Path("/api/v1/computed-traits/{name}/status")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
@RunOnVirtualThread
class ComputedTraitStatusResource {

  private final StatusQueries queries;

  ComputedTraitStatusResource(StatusQueries queries) {
    this.queries = queries;
  }

  @GET
  public StatusWire get(@RestPath String name) {
    return queries
        .ofComputedTrait(name)
        .map(status -> StatusWire.of(name, status))
        .orElseThrow(() -> NotDefined.computedTrait(name));
  }
}
