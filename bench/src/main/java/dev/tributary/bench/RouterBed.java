package dev.tributary.bench;

import dev.tributary.proto.Topic;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** A bed with router-service alone, and a far end that takes whatever it is sent. */
final class RouterBed implements AutoCloseable {

  static final String PROCESS = "router";

  /** The broker gives up a member of whom it hears nothing for six seconds. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private static final Duration MOST = Duration.ofMinutes(5);

  private final Bed bed;
  private final Feed feed;
  private final FarEnd farEnd;
  private final ResolvedEvents events = new ResolvedEvents();

  /** The far end takes all; the service is recorded, where it is, under the side's name. */
  RouterBed(String side, Options options) throws Exception {
    this(side, options, (_, _, _) -> 200);
  }

  /** As the other; the far end has manners of its own. */
  RouterBed(String side, Options options, FarEnd.Manner manner) throws Exception {
    bed = new Bed();
    farEnd = new FarEnd(manner);
    try {
      feed = new Feed(bed, "lz4"); // as identity-service does
      bed.startService(PROCESS, bed.recording(side, options));
    } catch (Exception e) {
      close();
      throw e;
    }
  }

  Bed bed() {
    return bed;
  }

  FarEnd farEnd() {
    return farEnd;
  }

  /** Sends one event on. */
  void send(Track track, String payload) {
    var key = ResolvedEvents.profileId(track.profile());
    feed.send(Topic.RESOLVED.topicName(), key, events.resolved(track, payload));
  }

  /** A client's JSON of an event. */
  String payload(Track track) {
    return events.payload(track);
  }

  /** Makes a destination that wants what a trigger matches. */
  void define(String name, String trigger) throws Exception {
    define(name, trigger, "/");
  }

  /** As the other; its deliveries go to a path of the far end. */
  void define(String name, String trigger, String path) throws Exception {
    bed.define(
        "destinations",
        name,
        """
        apiVersion: tributary.dev/v1
        kind: Destination
        metadata: {name: %s}
        spec:
          connector: webhook
          settings: {url: 'http://127.0.0.1:%d%s', secret: {env: HOOK_SECRET}}
          events: {trigger: '%s'}
        """
            .formatted(name, farEnd.port(), path, trigger));
  }

  /**
   * Lays events out while the service stands still, and lets it go.
   *
   * @return the seconds until so many of them had arrived at the far end, and no more
   */
  double deliver(List<Track> tracks, long expected) throws Exception {
    var keys = farEnd.keys();
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
    farEnd.close();
    bed.close();
  }
}
