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
@Path("/api/v1/audiences/{name}/status")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
@RunOnVirtualThread
class AudienceStatusResource {

  private final StatusQueries queries;

  AudienceStatusResource(StatusQueries queries) {
    this.queries = queries;
  }

  @GET
  public StatusWire get(@RestPath String name) {
    return queries
        .ofAudience(name)
        .map(status -> StatusWire.of(name, status))
        .orElseThrow(() -> NotDefined.audience(name));
  }
}
