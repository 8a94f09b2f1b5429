package dev.tributary.router.http;

import dev.tributary.connectors.domain.form.ConnectorForm;
import dev.tributary.connectors.library.ConnectorLibrary;
import dev.tributary.platform.auth.Roles;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import dev.tributary.platform.problems.ProblemType;
import dev.tributary.platform.problems.Refusal;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;

/** The connectors of this release, as user interfaces need them to ask for a destination. */
@Path("/api/v1/connectors")
@Produces(MediaType.APPLICATION_JSON)
class ConnectorsResource {

  /** Enough of each to choose one, in the order of their names. */
  @GET
  @RunOnVirtualThread
  @RolesAllowed(Roles.VIEWER)
  public String all() {
    var brief =
        ConnectorLibrary.names().stream()
            .map(ConnectorLibrary::find)
            .flatMap(Optional::stream)
            .<Json>map(ConnectorForm::brief)
            .toList();
    return JsonText.writeString(Json.object("connectors", new Json.Arr(brief)));
  }

  /** Everything that a form for one needs. */
  @GET
  @Path("{name}")
  @RunOnVirtualThread
  @RolesAllowed(Roles.VIEWER)
  public String one(@PathParam("name") String name) {
    return ConnectorLibrary.find(name)
        .map(ConnectorForm::of)
        .map(JsonText::writeString)
        .orElseThrow(() -> new Refusal(ProblemType.NOT_FOUND, "No connector of that name"));
  }
}
