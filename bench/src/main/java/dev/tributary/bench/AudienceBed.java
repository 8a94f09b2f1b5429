package dev.tributary.bench;

import dev.tributary.proto.Topic;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** A bed with audience-service, which is asked through its API. */
final class AudienceBed implements AutoCloseable {

  static final String PROCESS = "audience";
  static final Feed.Consumer SERVICE =
      new Feed.Consumer(PROCESS, Topic.RESOLVED.topicName(), "tributary-audience");

  private static final Duration LOOK_EVERY = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);
  private static final Pattern MEMBERS = Pattern.compile("\"members\":(\\d+)");
  private static final Pattern PROFILE = Pattern.compile("\"profileId\":\"([^\"]+)\"");

  private final Bed bed;
  private final Feed feed;
  private final ResolvedEvents events = new ResolvedEvents();
  private final List<String> jvmOptions;
  private final HttpClient client = HttpClient.newHttpClient();

  /** The service runs in it, named by the benchmark's or a side's name where it is recorded. */
  AudienceBed(String name, Options options) throws Exception {
    bed = new Bed();
    try {
      feed = new Feed(bed, "lz4"); // as identity-service does
      jvmOptions =
          options.recorded()
              ? List.of(
                  "-XX:StartFlightRecording:settings=profile,filename=" + bed.kept(name + ".jfr"))
              : List.of();
      start();
    } catch (Exception e) {
      bed.close();
      throw e;
    }
  }

  Bed bed() {
    return bed;
  }

  Feed feed() {
    return feed;
  }

  /** Starts the service, again if it was ended. */
  void start() throws Exception {
    bed.startService(PROCESS, jvmOptions.toArray(new String[0]));
  }

  /** Sends an event without waiting for it. */
  void send(Track track) {
    send(track, events.payload(track));
  }

  /** As {@link #send(Track)}, of a payload that was made before. */
  void send(Track track, String payload) {
    feed.send(
        Topic.RESOLVED.topicName(),
        ResolvedEvents.profileId(track.profile()),
        events.resolved(track, payload));
  }

  /**
   * Stands the service still and sends it events. They are made before, and it stands for a few
   * seconds at most: the broker gives up members of whom it hears nothing for ten.
   */
  void layOut(List<Track> tracks) throws Exception {
    var values = tracks.stream().map(t -> events.resolved(t, events.payload(t))).toList();
    bed.pause(PROCESS);
    long start = System.nanoTime();
    for (int i = 0; i < values.size(); i++) {
      var key = ResolvedEvents.profileId(tracks.get(i).profile());
      feed.send(Topic.RESOLVED.topicName(), key, values.get(i));
    }
    feed.flush();
    if (System.nanoTime() - start > LONGEST_PAUSE.toNanos()) {
      throw new IllegalStateException("the service stood still for too long");
    }
  }

  /** The client's JSON of an event. */
  String payload(Track track) {
    return events.payload(track);
  }

  /** Makes an audience of whom the condition holds. */
  void define(String name, String who) throws Exception {
    bed.define(
        "audiences",
        name,
        "{apiVersion: tributary.dev/v1, kind: Audience, metadata: {name: %s}, spec: {who: %s}}"
            .formatted(name, who));
  }

  /** Returns once all are in force for every profile. */
  void awaitLive(List<String> names, Duration most) throws Exception {
    long end = System.nanoTime() + most.toNanos();
    for (var name : names) {
      while (!isLive(name)) {
        if (System.nanoTime() > end) {
          throw new IllegalStateException(get("/api/v1/audiences/" + name + "/status").body());
        }
        Thread.sleep(LOOK_EVERY);
      }
    }
  }

  /** Whether it is in force for every profile; not while the service cannot tell. */
  boolean isLive(String name) throws Exception {
    var answer = get("/api/v1/audiences/" + name + "/status");
    return answer.statusCode() == 200 && answer.body().contains("\"state\":\"live\"");
  }

  /** How many members an audience has. */
  long size(String name) throws Exception {
    var answer = get("/api/v1/audiences/" + name + "/size");
    var found = MEMBERS.matcher(answer.body());
    if (answer.statusCode() != 200 || !found.find()) {
      throw new IllegalStateException(answer.statusCode() + " " + answer.body());
    }
    return Long.parseLong(found.group(1));
  }

  /** The ids of all members. */
  Set<String> members(String name) throws Exception {
    var path = "/api/v1/audiences/" + name + "/export?format=ndjson";
    var answer = client.send(request(path), HttpResponse.BodyHandlers.ofLines());
    var members = new HashSet<String>();
    for (var line : answer.body().toList()) {
      var found = PROFILE.matcher(line);
      if (!found.find() || !members.add(found.group(1))) {
        throw new IllegalStateException(answer.statusCode() + " " + line);
      }
    }
    return members;
  }

  /** What the service answers now. */
  HttpResponse<String> get(String path) throws Exception {
    return client.send(request(path), HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() throws IOException {
    feed.close();
    bed.close();
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + bed.port(PROCESS) + path))
        .header("Authorization", "Bearer " + bed.token())
        .build();
  }
}
