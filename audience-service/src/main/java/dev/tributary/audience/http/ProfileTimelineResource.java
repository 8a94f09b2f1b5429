package dev.tributary.audience.http;

import dev.tributary.audience.domain.query.ProfileName;
import dev.tributary.audience.domain.timeline.Timeline;
import dev.tributary.audience.identity.ProfileIds;
import dev.tributary.platform.auth.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestPath;

/** What a profile did, page after page. */
@Path("/api/v1/profiles/{id}/timeline")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
@RunOnVirtualThread
class ProfileTimelineResource {

  private final Timeline timeline;
  private final ProfileIds ids;

  ProfileTimelineResource(Timeline timeline, ProfileIds ids) {
    this.timeline = timeline;
    this.ids = ids;
  }

  @GET
  public byte[] get(@RestPath String id, @BeanParam TimelineParameters parameters) {
    var question = parameters.question(); // before anybody else is asked
    var profileId = ids.of(ProfileName.parse(id));
    return TimelineJson.of(timeline.list(profileId, question, parameters.cursor));
  }
}
