package dev.tributary.identity.http;

import dev.tributary.identity.domain.entity.EntityDirectory;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.Profile;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.profile.Profiles;
import dev.tributary.identity.domain.profile.Profiles.Found;
import dev.tributary.platform.auth.Roles;
import dev.tributary.platform.domain.InvalidValue;
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
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Segment's Profile API: what a customer belongs to. */
@Path("/v1/spaces/{space}/collections/users/profiles/{id}/links")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
@RunOnVirtualThread
class UserLinksResource {

  private static final String PROFILE_ID = "profile_id";

  private final Profiles profiles;
  private final EntityDirectory directory;

  UserLinksResource(Profiles profiles, EntityDirectory directory) {
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
    if (!space.equals("default")) {
      throw ApiError.notFound("There is one space, default");
    }
    var profile = find(id);
    var memberships = directory.memberships(profile.id(), after, limit + 1);
    var path = uri.getRequestUri().getRawPath();
    return LinkResponses.ok(LinkAnswers.entities(memberships, limit, path));
  }

  @ServerExceptionMapper
  public RestResponse<byte[]> refused(ApiError e) {
    return LinkResponses.refused(e);
  }

  @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
  public RestResponse<byte[]> unauthenticated() {
    return LinkResponses.refused(ApiError.unauthenticated());
  }

  @ServerExceptionMapper(ForbiddenException.class)
  public RestResponse<byte[]> forbidden() {
    return LinkResponses.refused(ApiError.forbidden());
  }

  private Profile find(String id) {
    int colon = id.indexOf(':');
    if (colon <= 0) {
      throw ApiError.invalid("The profile is not named as type:value, such as user_id:42");
    }
    return switch (find(id.substring(0, colon), id.substring(colon + 1))) {
      case Found.One(var profile) -> profile;
      case Found.Nobody _ -> throw ApiError.notFound("No profile has that external id");
      case Found.Several _ ->
          throw ApiError.ambiguous(
              "Several profiles share that external id; ask by one that is a profile's own");
    };
  }

  private Found find(String type, String value) {
    try {
      return type.equals(PROFILE_ID)
          ? profiles.find(new ProfileId(UUID.fromString(value)))
          : profiles.find(Identifier.of(type, value));
    } catch (InvalidValue e) {
      throw ApiError.invalid("The " + e.field() + " is " + e.reason());
    } catch (IllegalArgumentException _) {
      throw ApiError.invalid("The profile id is not one that Tributary gave");
    }
  }
}
