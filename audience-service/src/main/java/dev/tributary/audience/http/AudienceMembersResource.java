package dev.tributary.audience.http;

import dev.tributary.audience.domain.query.MembershipQueries;
import dev.tributary.platform.auth.Roles;
import dev.tributary.platform.domain.InvalidValue;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Who is in an audience, page after page. */
@Path("/api/v1/audiences/{name}/members")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
@RunOnVirtualThread
class AudienceMembersResource {

  private static final int MOST_MEMBERS = 1_000;

  private final MembershipQueries queries;

  AudienceMembersResource(MembershipQueries queries) {
    this.queries = queries;
  }

  @GET
  public MembersWire get(
      @RestPath String name,
      @RestQuery @DefaultValue("100") String limit,
      @RestQuery @DefaultValue("") String cursor) {
    return queries
        .members(name, Limit.of(limit, MOST_MEMBERS), decoded(cursor))
        .map(page -> MembersWire.of(page, encoded(page.next())))
        .orElseThrow(() -> NotDefined.audience(name));
  }

  private static String encoded(String profileId) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(profileId.getBytes(StandardCharsets.UTF_8));
  }

  private static String decoded(String cursor) {
    try {
      return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw new InvalidValue("cursor", "not one that an answer gave");
    }
  }
}
