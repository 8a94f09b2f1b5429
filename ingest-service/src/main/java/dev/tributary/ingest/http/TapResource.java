package dev.tributary.ingest.http;

import dev.tributary.ingest.domain.source.Sources;
import dev.tributary.ingest.domain.tap.Tapped;
import dev.tributary.ingest.domain.tap.Tapped.Missed;
import dev.tributary.ingest.domain.tap.Tapped.Outcome;
import dev.tributary.ingest.domain.tap.Tapped.Seen;
import dev.tributary.ingest.domain.tap.Taps;
import dev.tributary.platform.auth.Roles;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.Unavailable;
import dev.tributary.platform.domain.fql.Fql;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.domain.json.ObjBuilder;
import dev.tributary.platform.json.JsonText;
import dev.tributary.platform.problems.ProblemType;
import dev.tributary.platform.problems.Refusal;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionException;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/**
 * Shows what a source sends while it sends it, as server-sent events (HTML Living Standard, 9.2).
 */
@Path("/api/v1/sources/{name}/tap")
@RolesAllowed(Roles.VIEWER)
@RunOnVirtualThread
class TapResource {

  private final Taps taps;
  private final Sources sources;

  TapResource(Taps taps, Sources sources) {
    this.taps = taps;
    this.sources = sources;
  }

  /**
   * Each event is named {@code event}, and its data is {@code {verdict, code, stage, message,
   * event}}; or {@code missed}, with {@code {records}}; or {@code error}, with which it ends.
   */
  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  public void watch(
      @RestPath String name,
      @RestQuery @DefaultValue("") String filter,
      @RestQuery @DefaultValue("10") int last,
      @Context SseEventSink sink,
      @Context Sse sse) {
    if (last < 0 || last > Taps.MOST_LAST) {
      throw new InvalidValue("last", "not between 0 and " + Taps.MOST_LAST);
    }
    if (sources.named(name).isEmpty()) {
      throw new Refusal(ProblemType.NOT_FOUND, "There is no source " + name);
    }
    var wanted = filter.isEmpty() ? Fql.ALWAYS : Fql.parse(filter);
    try (sink) {
      try {
        taps.watch(name, wanted, last, new Viewer(sink, sse));
      } catch (Unavailable | Taps.TooMany e) {
        var reason = e.getMessage() == null ? "" : e.getMessage();
        var _ = sink.send(event(sse, "error", Json.object("message", Json.of(reason))));
      }
    }
  }

  private static OutboundSseEvent event(Sse sse, String name, Json.Obj data) {
    var text = new String(JsonText.write(data), StandardCharsets.UTF_8);
    return sse.newEventBuilder().name(name).data(text).build();
  }

  private static Json.Obj wire(Seen seen) {
    var wire = new ObjBuilder();
    switch (seen.outcome()) {
      case Outcome.Accepted _ -> wire.put("verdict", Json.of("accepted"));
      case Outcome.HeldBack(var code, var stage, var message) ->
          wire.put("verdict", Json.of("held_back"))
              .put("code", Json.of(code))
              .put("stage", Json.of(stage))
              .put("message", Json.of(message));
    }
    return wire.put("event", seen.document()).build();
  }

  /** Sends one thing at a time: a slow client is waited for. */
  private record Viewer(SseEventSink sink, Sse sse) implements Taps.Viewer {

    @Override
    public boolean isThere() {
      return !sink.isClosed();
    }

    @Override
    public void show(Tapped tapped) {
      send(
          switch (tapped) {
            case Seen seen -> event(sse, "event", wire(seen));
            case Missed(var records) ->
                event(sse, "missed", Json.object("records", Json.of(records)));
          });
    }

    @Override
    public void idle() {
      send(sse.newEventBuilder().comment("still here").build());
    }

    private void send(OutboundSseEvent event) {
      try {
        sink.send(event).toCompletableFuture().join();
      } catch (CompletionException | IllegalStateException _) {
        sink.close(); // the client has gone
      }
    }
  }
}
