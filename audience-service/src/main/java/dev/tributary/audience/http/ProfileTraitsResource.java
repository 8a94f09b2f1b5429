package dev.tributary.audience.http;

import dev.tributary.audience.domain.query.MembershipQueries;
import dev.tributary.audience.domain.query.ProfileName;
import dev.tributary.audience.identity.ProfileIds;
import dev.tributary.platform.auth.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestPath;

/** The traits of a profile as definitions see them at this moment. */
@Path("/api/v1/profiles/{id}/traits")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
@RunOnVirtualThread
class ProfileTraitsResource {

  private final MembershipQueries queries;
  private final ProfileIds ids;

  ProfileTraitsResource(MembershipQueries queries, ProfileIds ids) {
    this.queries = queries;
    this.ids = ids;
  }

  @GET
  public TraitsWire get(@RestPath String id) {
    return TraitsWire.of(queries.traits(ids.of(ProfileName.parse(id))));
  }
}
