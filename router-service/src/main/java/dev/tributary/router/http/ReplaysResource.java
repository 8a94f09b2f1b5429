package dev.tributary.router.http;

import dev.tributary.platform.auth.Roles;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.fql.Fql;
import dev.tributary.platform.json.JsonText;
import dev.tributary.platform.problems.ProblemType;
import dev.tributary.platform.problems.Refusal;
import dev.tributary.router.domain.replay.Replay.Status;
import dev.tributary.router.domain.replay.Replays;
import dev.tributary.router.domain.replay.Selection;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Has history delivered once more, and tells how far replays are. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
class ReplaysResource {

  private static final int MOST = 100;

  private static final Set<String> HISTORY = Set.of("from", "to", "filter", "dryRun", "rate");

  private final Replays replays;
  private final ReplayStart start;
  private final SecurityIdentity caller;

  ReplaysResource(Replays replays, ReplayStart start, SecurityIdentity caller) {
    this.replays = replays;
    this.start = start;
    this.caller = caller;
  }

  /**
   * Replays {@code {"from", "to", "filter", "dryRun", "rate"}} of the history; without {@code to},
   * up to now. 202 with how far it is; a dry run that is soon done, 200.
   */
  @POST
  @Path("/destinations/{name}/replay")
  @RunOnVirtualThread
  @RolesAllowed(Roles.EDITOR)
  public Response replay(@PathParam("name") String name, byte[] body) throws InterruptedException {
    var asked = new ReplayRequest(JsonText.parseObject(body), HISTORY);
    var from = asked.time("from").orElseThrow(() -> new InvalidValue("from", "missing"));
    var filter = asked.text("filter");
    filter.ifPresent(ReplaysResource::checkFilter);
    var to = asked.time("to").orElseGet(Clock.systemUTC()::instant);
    return start.begin(name, new Selection.History(from, to, filter), asked);
  }

  /** Those of a destination, the newest first. */
  @GET
  @Path("/replays")
  @RunOnVirtualThread
  @RolesAllowed(Roles.VIEWER)
  public ListWire list(@QueryParam("destination") @Nullable String destination) {
    if (destination == null || destination.isEmpty()) {
      throw new InvalidValue("destination", "missing");
    }
    return new ListWire(replays.of(destination, MOST).stream().map(ReplayWire::of).toList());
  }

  /** How far one is. */
  @GET
  @Path("/replays/{id}")
  @RunOnVirtualThread
  @RolesAllowed(Roles.VIEWER)
  public ReplayWire find(@PathParam("id") String id) {
    return ReplayWire.of(status(uuid(id)));
  }

  /** Ends one; what it has had delivered stays delivered. 409 where it has ended already. */
  @POST
  @Path("/replays/{id}/cancel")
  @RunOnVirtualThread
  @RolesAllowed(Roles.EDITOR)
  public ReplayWire cancel(@PathParam("id") String id) {
    var uuid = uuid(id);
    var _ = status(uuid);
    if (!replays.cancel(uuid, "by " + caller.getPrincipal().getName())) {
      throw new Refusal(ProblemType.CONFLICT, "The replay has ended");
    }
    return ReplayWire.of(status(uuid));
  }

  private Status status(UUID id) {
    return replays
        .find(id)
        .orElseThrow(() -> new Refusal(ProblemType.NOT_FOUND, "There is no such replay"));
  }

  private static UUID uuid(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException _) {
      throw new InvalidValue("id", "not the id of a replay");
    }
  }

  private static void checkFilter(String text) {
    try {
      var _ = Fql.parse(text);
    } catch (InvalidValue e) {
      throw new InvalidValue("filter", e.reason());
    }
  }

  /** The replays of a destination. */
  record ListWire(List<ReplayWire> replays) {}
}
