package dev.tributary.audience.http;

import dev.tributary.audience.domain.query.Growth;
import dev.tributary.audience.domain.query.GrowthQueries;
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
import java.time.Instant;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** How large an audience was at the end of each of the last days or hours, and is now. */
@Path("/api/v1/audiences/{name}/growth")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
@RunOnVirtualThread
class AudienceGrowthResource {

  private final GrowthQueries queries;

  AudienceGrowthResource(GrowthQueries queries) {
    this.queries = queries;
  }

  /** Oldest first. */
  @RegisterForReflection
  record GrowthWire(String audience, String by, List<Point> data) {

    /** So many members at that moment (ISO 8601, UTC). */
    @RegisterForReflection
    record Point(String at, long members) {

      private static Point of(Growth.Point point) {
        return new Point(Instant.ofEpochMilli(point.atMillis()).toString(), point.members());
      }
    }
  }

  @GET
  public GrowthWire get(
      @RestPath String name,
      @RestQuery @DefaultValue("day") String by,
      @RestQuery @DefaultValue("" + Growth.USUAL_STEPS) String limit) {
    var step = step(by);
    return queries
        .growth(name, step, Limit.of(limit, step.most()))
        .map(points -> new GrowthWire(name, by, points.stream().map(GrowthWire.Point::of).toList()))
        .orElseThrow(() -> NotDefined.audience(name));
  }

  private static Growth.Step step(String by) {
    return switch (by) {
      case "day" -> Growth.Step.DAY;
      case "hour" -> Growth.Step.HOUR;
      default -> throw new InvalidValue("by", "neither day nor hour");
    };
  }
}
