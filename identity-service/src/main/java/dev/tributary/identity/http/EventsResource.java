package dev.tributary.identity.http;

import dev.tributary.identity.domain.audience.Timeline;
import dev.tributary.identity.domain.audience.Timeline.TimelinePage;
import dev.tributary.identity.domain.audience.TimelineQuestion;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.rules.RulesInForce;
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
import java.time.Clock;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Segment's Profile API: what a customer did, as audience-service keeps it. */
@Path("/v1/spaces/{space}/collections/users/profiles/{id}/events")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
@RunOnVirtualThread
class EventsResource {

  private final UserProfiles profiles;
  private final Timeline timeline;
  private final RulesInForce rules;
  private final Clock clock;

  EventsResource(UserProfiles profiles, Timeline timeline, RulesInForce rules, Clock clock) {
    this.profiles = profiles;
    this.timeline = timeline;
    this.rules = rules;
    this.clock = clock;
  }

  /** Events of the last 14 days, newest first where nothing else is asked for. */
  @GET
  public RestResponse<byte[]> events(
      @PathParam("space") String space,
      @PathParam("id") String id,
      @BeanParam EventParameters parameters,
      @Context UriInfo uri) {
    var question = parameters.question(clock.instant());
    var found = list(profiles.find(space, id).id(), question, parameters.next);
    var page = new Page<>(found.events(), question.limit(), found.next());
    var cursor = page.cursor(uri.getRequestUri().getRawPath());
    return ProfileResponses.ok(EventAnswers.events(found.events(), rules.current(), cursor));
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

  private TimelinePage list(ProfileId profile, TimelineQuestion question, String cursor) {
    try {
      return timeline.list(profile, question, cursor);
    } catch (InvalidValue _) { // The rest of the question was checked before.
      throw ApiError.invalid("next is not a cursor that this API gave");
    } catch (Unavailable _) {
      throw ApiError.audienceAway();
    }
  }
}
