package dev.tributary.bench;

import dev.tributary.proto.Topic;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A bed with router-service alone, and a far end that takes whatever it is sent. */
final class RouterBed implements AutoCloseable {

  static final String PROCESS = "router";

  /** The broker gives up a member of whom it hears nothing for six seconds. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private static final Duration MOST = Duration.ofMinutes(5);

  private final Bed bed;
  private final Feed feed;
  private final Vertx vertx = Vertx.vertx();
  private final Set<String> keys = ConcurrentHashMap.newKeySet();
  private final ResolvedEvents events = new ResolvedEvents();
  private final int sinkPort;

  /** The service is recorded, where it is, under the side's name. */
  RouterBed(String side, Options options) throws Exception {
    bed = new Bed();
    try {
      feed = new Feed(bed, "lz4"); // as identity-service does
      sinkPort = startSink();
      var recording = "-XX:StartFlightRecording:settings=profile,filename=";
      var jvm =
          options.recorded() ? List.of(recording + bed.kept(side + ".jfr")) : List.<String>of();
      bed.startService(PROCESS, jvm.toArray(new String[0]));
    } catch (Exception e) {
      close();
      throw e;
    }
  }

  Bed bed() {
    return bed;
  }

  /** Makes a destination that wants what a trigger matches. */
  void define(String name, String trigger) throws Exception {
    bed.define(
        "destinations",
        name,
        """
        apiVersion: tributary.dev/v1
        kind: Destination
        metadata: {name: %s}
        spec:
          connector: webhook
          settings: {url: 'http://127.0.0.1:%d/', secret: {env: HOOK_SECRET}}
          events: {trigger: '%s'}
        """
            .formatted(name, sinkPort, trigger));
  }

  /**
   * Lays events out while the service stands still, and lets it go.
   *
   * @return the seconds until so many of them had arrived at the far end, and no more
   */
  double deliver(List<Track> tracks, long expected) throws Exception {
    keys.clear();
    var values = tracks.stream().map(t -> events.resolved(t, events.payload(t))).toList();
    bed.pause(PROCESS);
    long paused = System.nanoTime();
    for (int i = 0; i < values.size(); i++) {
      var key = ResolvedEvents.profileId(tracks.get(i).profile());
      feed.send(Topic.RESOLVED.topicName(), key, values.get(i));
    }
    feed.flush();
    if (System.nanoTime() - paused > LONGEST_PAUSE.toNanos()) {
      System.out.println("the service stood still for long: it may have to join its group again");
    }
    bed.resume(PROCESS);
    long start = System.nanoTime();
    while (keys.size() < expected) {
      if (System.nanoTime() - start > MOST.toNanos()) {
        throw new IllegalStateException(keys.size() + " of " + expected + " after " + MOST);
      }
      Thread.sleep(2);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    if (keys.size() > expected) {
      throw new IllegalStateException(keys.size() + " arrived for " + expected);
    }
    return seconds;
  }

  @Override
  public void close() throws IOException {
    vertx.close().toCompletionStage().toCompletableFuture().join();
    bed.close();
  }

  private int startSink() {
    var server =
        vertx
            .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
            .requestHandler(request -> {
              keys.add(request.getHeader("Idempotency-Key"));
              request.bodyHandler(_ -> request.response().end());
            })
            .listen();
    return Waiting.on(server).actualPort();
  }
}
