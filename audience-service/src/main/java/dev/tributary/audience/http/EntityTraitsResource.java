package dev.tributary.audience.http;

import dev.tributary.audience.domain.query.MembershipQueries;
import dev.tributary.audience.domain.relation.Relations.Entity;
import dev.tributary.platform.auth.Roles;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashMap;
import org.jboss.resteasy.reactive.RestPath;

/** What is computed of an account or a household from the events of all of its members. */
@Path("/api/v1/entities/{kind}/{id}/traits")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
@RunOnVirtualThread
class EntityTraitsResource {

  private final MembershipQueries queries;

  EntityTraitsResource(MembershipQueries queries) {
    this.queries = queries;
  }

  @GET
  public String get(@RestPath String kind, @RestPath String id) {
    var answer = new LinkedHashMap<String, Json>();
    answer.put("entity", Json.of(kind));
    answer.put("id", Json.of(id));
    answer.put("computed", new Json.Obj(queries.traitsOf(new Entity(kind, id))));
    return JsonText.writeString(new Json.Obj(answer));
  }
}
