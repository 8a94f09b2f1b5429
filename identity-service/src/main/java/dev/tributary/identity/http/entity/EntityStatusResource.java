package dev.tributary.identity.http.entity;

import dev.tributary.identity.domain.entity.EntityDirectory;
import dev.tributary.platform.auth.Roles;
import dev.tributary.platform.problems.ProblemType;
import dev.tributary.platform.problems.Refusal;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestPath;

/** How far an entity is derived, and what is too large to be shown. */
@Path("/api/v1/entities/{name}/status")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
@RunOnVirtualThread
class EntityStatusResource {

  static final int OVERSIZED = 100;

  private final EntityDirectory directory;

  EntityStatusResource(EntityDirectory directory) {
    this.directory = directory;
  }

  @GET
  public byte[] get(@RestPath String name) {
    if (!directory.isDefined(name)) {
      throw new Refusal(ProblemType.NOT_FOUND, "No entity of the name " + name + " is defined");
    }
    return EntityWire.status(directory.progress(name), directory.oversized(name, OVERSIZED));
  }
}
