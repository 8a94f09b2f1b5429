package dev.tributary.identity.http;

import dev.tributary.identity.domain.entity.EntityDirectory;
import dev.tributary.platform.auth.Roles;
import dev.tributary.platform.domain.Unavailable;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Segment's Profile API: what a customer belongs to. */
@Path("/v1/spaces/{space}/collections/users/profiles/{id}/links")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
@RunOnVirtualThread
class UserLinksResource {

  private final UserProfiles profiles;
  private final EntityDirectory directory;

  UserLinksResource(UserProfiles profiles, EntityDirectory directory) {
    this.profiles = profiles;
    this.directory = directory;
  }

  @GET
  public RestResponse<byte[]> links(
      @PathParam("space") String space,
      @PathParam("id") String id,
      @BeanParam LinkParameters parameters,
      @Context UriInfo uri) {
    int limit = parameters.limit(LinkParameters.USUAL_LINKS, LinkParameters.MOST_LINKS);
    var after = LinkAnswers.position(parameters.next);
    var profile = profiles.find(space, id);
    var memberships = directory.memberships(profile.id(), after, limit + 1);
    var path = uri.getRequestUri().getRawPath();
    return ProfileResponses.ok(LinkAnswers.entities(memberships, limit, path));
  }

  @ServerExceptionMapper
  public RestResponse<byte[]> refused(ApiError e) {
    return ProfileResponses.refused(e);
  }

  @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
  public RestResponse<byte[]> unauthenticated() {
    return ProfileResponses.refused(ApiError.unauthenticated());
  }

  @ServerExceptionMapper(Unavailable.class)
  public RestResponse<byte[]> unavailable() {
    return ProfileResponses.refused(ApiError.unavailable());
  }

  @ServerExceptionMapper(ForbiddenException.class)
  public RestResponse<byte[]> forbidden() {
    return ProfileResponses.refused(ApiError.forbidden());
  }
}
