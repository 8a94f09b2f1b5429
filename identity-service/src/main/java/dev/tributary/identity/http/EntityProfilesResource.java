package dev.tributary.identity.http;

import dev.tributary.identity.domain.entity.Announcement;
import dev.tributary.identity.domain.entity.Entity;
import dev.tributary.identity.domain.entity.EntityDirectory;
import dev.tributary.identity.domain.entity.EntityKey;
import dev.tributary.identity.domain.entity.EntityTrait;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.platform.auth.Roles;
import dev.tributary.platform.domain.InvalidValue;
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
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Segment's Profile API over what customers belong to: every collection but {@code users}. An
 * account is named {@code group_id:acme}, anything derived {@code id:} and its id.
 *
 * <p>The question is part of the resource's own path, so that this one is looked at before {@link
 * ProfilesResource}, whose path has the same shape.
 */
@Path(
    "/v1/spaces/{space}/collections/{collection:(?!users/)[^/]+}/profiles/{id}"
        + "/{question:traits|external_ids|metadata|links}")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
@RunOnVirtualThread
class EntityProfilesResource {

  private static final int USUAL_TRAITS = 10;
  private static final int USUAL_EXTERNAL_IDS = 25;
  private static final int IDENTIFIERS = 25;

  private final EntityDirectory directory;

  EntityProfilesResource(EntityDirectory directory) {
    this.directory = directory;
  }

  @GET
  public RestResponse<byte[]> get(
      @PathParam("space") String space,
      @PathParam("collection") String collection,
      @PathParam("id") String id,
      @PathParam("question") String question,
      @BeanParam LinkParameters parameters,
      @Context UriInfo uri) {
    var path = uri.getRequestUri().getRawPath();
    return ProfileResponses.ok(
        switch (question) {
          case "traits" -> {
            int limit = parameters.limit(USUAL_TRAITS, LinkParameters.MOST);
            boolean verbose = parameters.isVerbose();
            var page = traits(find(space, collection, id), parameters, limit);
            yield LinkAnswers.traits(page, verbose, path);
          }
          case "external_ids" -> {
            int limit = parameters.limit(USUAL_EXTERNAL_IDS, LinkParameters.MOST);
            yield LinkAnswers.externalIds(find(space, collection, id), limit, path);
          }
          case "metadata" -> LinkAnswers.metadata(find(space, collection, id));
          default -> {
            int limit = parameters.limit(LinkParameters.USUAL_LINKS, LinkParameters.MOST_LINKS);
            var after = after(parameters.next);
            var key = find(space, collection, id).key();
            var members = directory.members(key, after, limit + 1, IDENTIFIERS);
            yield LinkAnswers.users(members, limit, path);
          }
        });
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

  private static Page<EntityTrait> traits(Entity entity, LinkParameters parameters, int limit) {
    var include = parameters.included();
    var wanted =
        entity.traits().stream()
            .filter(trait -> include.isEmpty() || include.contains(trait.name()))
            .toList();
    return Page.of(wanted, EntityTrait::name, parameters.next, limit);
  }

  private Entity find(String space, String collection, String id) {
    if (!space.equals("default") || !directory.isDefined(collection)) {
      throw ApiError.noSuchCollection();
    }
    var type = LinkAnswers.type(collection) + ":";
    if (!id.startsWith(type)) {
      throw ApiError.invalid("In this collection the profile is named as " + type + "value");
    }
    return directory
        .find(key(collection, id.substring(type.length())))
        .orElseThrow(() -> ApiError.notFound("No profile has that external id"));
  }

  private static EntityKey key(String collection, String id) {
    try {
      return new EntityKey(collection, id);
    } catch (InvalidValue e) {
      throw ApiError.invalid("The " + e.field() + " is " + e.reason());
    }
  }

  private static ProfileId after(String cursor) {
    if (cursor.isEmpty()) {
      return Announcement.START;
    }
    try {
      return new ProfileId(UUID.fromString(cursor));
    } catch (IllegalArgumentException _) {
      throw ApiError.invalid("next is not a cursor that this API gave");
    }
  }
}
