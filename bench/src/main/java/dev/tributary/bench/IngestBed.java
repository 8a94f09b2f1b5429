package dev.tributary.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A bed with the packaged ingest service alone, and a source whose write key it knows. */
final class IngestBed implements AutoCloseable {

  /** The service among the bed's processes. */
  static final String PROCESS = "ingest";

  static final String WRITE_KEY = "bench-key";

  private static final Pattern EVENTS =
      Pattern.compile("tributary_ingest_events_total\\{outcome=\"(\\w+)\"} ([0-9.E]+)");

  private final Bed bed;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  IngestBed(String bench, Options options) throws Exception {
    bed = new Bed();
    try {
      bed.startService(PROCESS, bed.recording(bench, options));
      define("bench", WRITE_KEY);
    } catch (Exception e) {
      bed.close();
      throw e;
    }
  }

  Bed bed() {
    return bed;
  }

  int port() {
    return bed.port(PROCESS);
  }

  /** Makes a source with one key; known to the service when this returns. */
  void define(String name, String writeKey) throws Exception {
    bed.define(
        "sources",
        name,
        """
        apiVersion: tributary.dev/v1
        kind: Source
        metadata: {name: %s}
        spec: {writeKeys: [%s]}
        """
            .formatted(name, writeKey));
    long deadline = System.nanoTime() + 60_000_000_000L;
    while (status("/v1/batch", "{\"writeKey\":\"" + writeKey + "\"}") != 400) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("the key " + writeKey + " did not become known");
      }
      Thread.sleep(20);
    }
  }

  /** The status of the answer to a POST. */
  int status(String path, String body) throws IOException, InterruptedException {
    var request = request(path).POST(HttpRequest.BodyPublishers.ofString(body)).build();
    return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  /** Whether the service says that it is ready. */
  boolean isReady() throws IOException, InterruptedException {
    var request = request("/q/health/ready").build();
    return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
  }

  /** How many events the service has counted with such outcomes. */
  long events(Predicate<String> outcome) throws IOException, InterruptedException {
    var request = request("/q/metrics").build();
    var text = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    return EVENTS
        .matcher(text)
        .results()
        .filter(found -> outcome.test(found.group(1)))
        .mapToLong(found -> (long) Double.parseDouble(found.group(2)))
        .sum();
  }

  /** The memory of the service's process. */
  JvmMemory memory() {
    return new JvmMemory(bed.pid(PROCESS));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
  }

  @Override
  public void close() throws IOException {
    client.close();
    bed.close();
  }
}
