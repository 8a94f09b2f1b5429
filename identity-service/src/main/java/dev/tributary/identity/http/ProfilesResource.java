package dev.tributary.identity.http;

import dev.tributary.identity.domain.profile.AnswerCache;
import dev.tributary.identity.domain.profile.Profile;
import dev.tributary.identity.http.ClassTraits.TraitClass;
import dev.tributary.identity.http.ProfileAnswers.ProfileQuery;
import dev.tributary.platform.auth.Roles;
import dev.tributary.platform.domain.Unavailable;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Segment's Profile API over the profiles of this installation, which is one space, {@code
 * default}, with the collection {@code users}.
 */
@Path("/v1/spaces/{space}/collections/{collection}/profiles/{id}")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
class ProfilesResource {

  static final int DEFAULT_TRAITS = 10;
  static final int MAX_TRAITS = 200;
  static final int DEFAULT_EXTERNAL_IDS = 25;
  static final int MAX_EXTERNAL_IDS = 200;

  private final UserProfiles profiles;
  private final ClassTraits classTraits;
  private final AnswerCache answers;

  ProfilesResource(UserProfiles profiles, ClassTraits classTraits, AnswerCache answers) {
    this.profiles = profiles;
    this.classTraits = classTraits;
    this.answers = answers;
  }

  /** Traits, as names and values: the profile's own, or those of a class. */
  @GET
  @Path("/traits")
  @RunOnVirtualThread
  public RestResponse<byte[]> traits(
      @PathParam("space") String space,
      @PathParam("collection") String collection,
      @PathParam("id") String id,
      @BeanParam Parameters parameters,
      @Context HttpServerRequest request,
      @Context UriInfo uri) {
    var query = parameters.query(DEFAULT_TRAITS, MAX_TRAITS);
    var traitClass = classTraits.named(parameters.traitClass);
    var profile = find(space, collection, id);
    var answer = ProfileAnswers.traits(classTraits.of(profile, traitClass), query, path(uri));
    return traitClass == TraitClass.OWN
        ? kept(request, id, profile, answer)
        : ProfileResponses.ok(answer);
  }

  /** Identifiers. */
  @GET
  @Path("/external_ids")
  @RunOnVirtualThread
  public RestResponse<byte[]> externalIds(
      @PathParam("space") String space,
      @PathParam("collection") String collection,
      @PathParam("id") String id,
      @BeanParam Parameters parameters,
      @Context HttpServerRequest request,
      @Context UriInfo uri) {
    var query = parameters.query(DEFAULT_EXTERNAL_IDS, MAX_EXTERNAL_IDS);
    var profile = find(space, collection, id);
    return kept(request, id, profile, ProfileAnswers.externalIds(profile, query, path(uri)));
  }

  /** Where the profile comes from. */
  @GET
  @Path("/metadata")
  @RunOnVirtualThread
  public RestResponse<byte[]> metadata(
      @PathParam("space") String space,
      @PathParam("collection") String collection,
      @PathParam("id") String id,
      @Context HttpServerRequest request) {
    var profile = find(space, collection, id);
    return kept(request, id, profile, ProfileAnswers.metadata(profile));
  }

  @ServerExceptionMapper
  public RestResponse<byte[]> refused(ApiError e) {
    return ProfileResponses.refused(e);
  }

  @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
  public RestResponse<byte[]> unauthenticated() {
    return ProfileResponses.refused(ApiError.unauthenticated());
  }

  @ServerExceptionMapper(ForbiddenException.class)
  public RestResponse<byte[]> forbidden() {
    return ProfileResponses.refused(ApiError.forbidden());
  }

  @ServerExceptionMapper(Unavailable.class)
  public RestResponse<byte[]> unavailable() {
    return ProfileResponses.refused(ApiError.unavailable());
  }

  private Profile find(String space, String collection, String id) {
    if (!collection.equals("users")) {
      throw ApiError.noSuchCollection();
    }
    return profiles.find(space, id);
  }

  private static String path(UriInfo uri) {
    return uri.getRequestUri().getRawPath();
  }

  /** Keeps an answer for {@link QuickReads}, where it changes only with its profile. */
  private RestResponse<byte[]> kept(
      HttpServerRequest request, String id, Profile profile, Json answer) {
    var body = JsonText.write(answer);
    if (profiles.isOwn(id)) {
      answers.keep(request.uri(), profile, body);
    }
    return ProfileResponses.ok(body);
  }

  /** The query parameters of a list, as the caller wrote them. */
  static final class Parameters {

    @QueryParam("limit")
    @DefaultValue("")
    String limit = "";

    @QueryParam("include")
    @DefaultValue("")
    String include = "";

    @QueryParam("verbose")
    @DefaultValue("false")
    String verbose = "false";

    @QueryParam("next")
    @DefaultValue("")
    String next = "";

    @QueryParam("class")
    @DefaultValue("")
    String traitClass = "";

    ProfileQuery query(int usualLimit, int maxLimit) {
      return new ProfileQuery(
          limit(usualLimit, maxLimit), names(), Boolean.parseBoolean(verbose), next);
    }

    private Set<String> names() {
      return Arrays.stream(include.split(",", -1))
          .map(String::strip)
          .filter(name -> !name.isEmpty())
          .collect(Collectors.toSet());
    }

    private int limit(int usual, int max) {
      if (limit.isEmpty()) {
        return usual;
      }
      try {
        int number = Integer.parseInt(limit);
        if (number >= 1 && number <= max) {
          return number;
        }
      } catch (NumberFormatException _) {
        // As wrong as a number out of bounds.
      }
      throw ApiError.invalid("limit is not a number between 1 and " + max);
    }
  }
}
