package dev.tributary.audience.http;

import dev.tributary.audience.domain.query.MembershipQueries;
import dev.tributary.audience.domain.query.MembershipQueries.Overlap;
import dev.tributary.platform.auth.Roles;
import dev.tributary.platform.domain.InvalidValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** How many members an audience has in common with another one. */
@Path("/api/v1/audiences/{name}/overlap")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
@RunOnVirtualThread
class AudienceOverlapResource {

  private final MembershipQueries queries;

  AudienceOverlapResource(MembershipQueries queries) {
    this.queries = queries;
  }

  /** The members of one audience, of the other, and of both. */
  @RegisterForReflection
  record OverlapWire(String audience, long members, String with, long membersOfIt, long both) {

    private static OverlapWire of(String audience, String with, Overlap overlap) {
      return new OverlapWire(audience, overlap.one(), with, overlap.other(), overlap.both());
    }
  }

  @GET
  public OverlapWire get(@RestPath String name, @RestQuery @DefaultValue("") String with) {
    if (with.isEmpty()) {
      throw new InvalidValue("with", "missing");
    }
    return queries
        .overlap(name, with)
        .map(overlap -> OverlapWire.of(name, with, overlap))
        .orElseThrow(() -> NotDefined.audience(queries.size(name).isPresent() ? with : name));
  }
}
