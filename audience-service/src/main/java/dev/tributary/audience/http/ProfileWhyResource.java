package dev.tributary.audience.http;

import dev.tributary.audience.domain.query.MembershipQueries;
import dev.tributary.audience.domain.query.ProfileName;
import dev.tributary.audience.identity.ProfileIds;
import dev.tributary.platform.auth.Roles;
import dev.tributary.platform.domain.InvalidValue;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Why a profile is in an audience, or is not: each condition with what there is of it now. */
@Path("/api/v1/profiles/{id}/why")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
@RunOnVirtualThread
class ProfileWhyResource {

  private final MembershipQueries queries;
  private final ProfileIds ids;

  ProfileWhyResource(MembershipQueries queries, ProfileIds ids) {
    this.queries = queries;
    this.ids = ids;
  }

  @GET
  public byte[] get(@RestPath String id, @RestQuery @DefaultValue("") String audience) {
    if (audience.isEmpty()) {
      throw new InvalidValue("audience", "missing");
    }
    return queries
        .why(ids.of(ProfileName.parse(id)), audience)
        .map(WhyJson::of)
        .orElseThrow(() -> NotDefined.audience(audience));
  }
}
