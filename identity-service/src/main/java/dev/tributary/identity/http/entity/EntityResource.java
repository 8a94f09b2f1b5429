package dev.tributary.identity.http.entity;

import dev.tributary.identity.domain.entity.Announcement;
import dev.tributary.identity.domain.entity.EntityDirectory;
import dev.tributary.identity.domain.entity.EntityKey;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.platform.auth.Roles;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.problems.ProblemType;
import dev.tributary.platform.problems.Refusal;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/**
 * One account or household, and its members page after page. Ids that are words of the admin API
 * for definitions are read by the Profile API only.
 */
@Path("/api/v1/entities/{name}/{id:(?!versions$|validate$|status$)[^/]+}")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
@RunOnVirtualThread
class EntityResource {

  static final int MOST_MEMBERS = 1_000;
  static final int IDENTIFIERS = 25;

  private final EntityDirectory directory;

  EntityResource(EntityDirectory directory) {
    this.directory = directory;
  }

  @GET
  public byte[] get(@RestPath String name, @RestPath String id) {
    var key = key(name, id);
    return EntityWire.entity(directory.find(key).orElseThrow(() -> notFound(key)));
  }

  @GET
  @Path("/members")
  public byte[] members(
      @RestPath String name,
      @RestPath String id,
      @RestQuery @DefaultValue("100") int limit,
      @RestQuery @DefaultValue("") String cursor) {
    if (limit < 1 || limit > MOST_MEMBERS) {
      throw new InvalidValue("limit", "not between 1 and " + MOST_MEMBERS);
    }
    var key = key(name, id);
    var members = directory.members(key, after(cursor), limit, IDENTIFIERS);
    if (members.isEmpty() && directory.find(key).isEmpty()) {
      throw notFound(key);
    }
    return EntityWire.members(members, limit);
  }

  private EntityKey key(String name, String id) {
    if (!directory.isDefined(name)) {
      throw new Refusal(ProblemType.NOT_FOUND, "No entity of the name " + name + " is defined");
    }
    return new EntityKey(name, id);
  }

  private static Refusal notFound(EntityKey key) {
    return new Refusal(ProblemType.NOT_FOUND, "Nothing in " + key.entity() + " has that id");
  }

  private static ProfileId after(String cursor) {
    if (cursor.isEmpty()) {
      return Announcement.START;
    }
    try {
      return new ProfileId(UUID.fromString(cursor));
    } catch (IllegalArgumentException _) {
      throw new InvalidValue("cursor", "not one that an answer gave");
    }
  }
}
