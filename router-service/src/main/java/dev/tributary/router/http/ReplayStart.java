package dev.tributary.router.http;

import dev.tributary.platform.definitions.DefinitionsFeed;
import dev.tributary.platform.domain.definition.DefinitionKey;
import dev.tributary.platform.domain.definition.Kind;
import dev.tributary.platform.problems.ProblemType;
import dev.tributary.platform.problems.Refusal;
import dev.tributary.router.domain.replay.Replay;
import dev.tributary.router.domain.replay.Replay.State;
import dev.tributary.router.domain.replay.Replay.Status;
import dev.tributary.router.domain.replay.Replays;
import dev.tributary.router.domain.replay.Selection;
import dev.tributary.router.domain.replay.Stretches;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

/** Begins replays, of whatever is selected. */
@ApplicationScoped
class ReplayStart {

  /** A dry run that is done by then is answered at once. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  private final Replays replays;
  private final Stretches stretches;
  private final DefinitionsFeed feed;
  private final SecurityIdentity caller;

  ReplayStart(Replays replays, Stretches stretches, DefinitionsFeed feed, SecurityIdentity caller) {
    this.replays = replays;
    this.stretches = stretches;
    this.feed = feed;
    this.caller = caller;
  }

  /**
   * Begins one. 202 with how far it is; a dry run that is soon done, 200.
   *
   * @throws Refusal if no such destination is defined
   */
  Response begin(String destination, Selection selection, ReplayRequest asked)
      throws InterruptedException {
    feed.catchUp();
    if (feed.find(new DefinitionKey(Kind.DESTINATION, destination)).isEmpty()) {
      throw new Refusal(ProblemType.NOT_FOUND, "No destination of that name is defined");
    }
    var replay =
        new Replay(
            UUID.randomUUID(),
            destination,
            selection,
            asked.flag("dryRun"),
            asked.number("rate"),
            caller.getPrincipal().getName(),
            Clock.systemUTC().instant());
    replays.add(replay, stretches.of(selection, destination));
    var status = replay.dryRun() ? awaitEnd(replay.id()) : replays.find(replay.id()).orElseThrow();
    int code = replay.dryRun() && status.state() != State.RUNNING ? 200 : 202;
    return Response.status(code).entity(ReplayWire.of(status)).build();
  }

  private Status awaitEnd(UUID id) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    var status = replays.find(id).orElseThrow();
    while (status.state() == State.RUNNING && System.nanoTime() < end) {
      Thread.sleep(LOOK_AGAIN);
      status = replays.find(id).orElseThrow();
    }
    return status;
  }
}
