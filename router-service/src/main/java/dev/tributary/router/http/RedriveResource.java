package dev.tributary.router.http;

import dev.tributary.platform.auth.Roles;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.json.JsonText;
import dev.tributary.router.domain.replay.Selection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.Set;

/** Has dead letters delivered once more. */
@Path("/api/v1/dead-letters/redrive")
@Produces(MediaType.APPLICATION_JSON)
class RedriveResource {

  private static final Set<String> FIELDS =
      Set.of("destination", "ids", "code", "from", "to", "again", "dryRun", "rate");

  private final ReplayStart start;

  RedriveResource(ReplayStart start) {
    this.start = start;
  }

  /**
   * Redrives {@code {"destination", "ids", "code", "from", "to", "again", "dryRun", "rate"}}: the
   * destination's dead letters, by its definition as it is now; those that were redriven before
   * only where they are named, or with {@code again}. Answers as a replay does.
   */
  @POST
  @RunOnVirtualThread
  @RolesAllowed(Roles.EDITOR)
  public Response redrive(byte[] body) throws InterruptedException {
    var asked = new ReplayRequest(JsonText.parseObject(body), FIELDS);
    var name =
        asked.text("destination").orElseThrow(() -> new InvalidValue("destination", "missing"));
    var selection =
        new Selection.Letters(
            asked.text("code"),
            asked.time("from").orElse(Selection.BEGINNING),
            asked.time("to").orElseGet(Clock.systemUTC()::instant),
            Selection.ids(asked.fields()),
            asked.flag("again"));
    return start.begin(name, selection, asked);
  }
}
