package dev.tributary.audience.http;

import dev.tributary.audience.domain.query.MembershipQueries;
import dev.tributary.platform.auth.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestPath;

/**
 * How large an audience is. The path is the class's own, whole: a class at a shorter one would take
 * the definition's paths from the admin API.
 */
@Path("/api/v1/audiences/{name}/size")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
@RunOnVirtualThread
class AudienceSizeResource {

  private final MembershipQueries queries;

  AudienceSizeResource(MembershipQueries queries) {
    this.queries = queries;
  }

  @GET
  public SizeWire get(@RestPath String name) {
    return queries
        .size(name)
        .map(members -> new SizeWire(name, members))
        .orElseThrow(() -> NotDefined.audience(name));
  }
}
