package dev.tributary.bench;

import java.io.IOException;
import java.util.List;

/** A bed with all five services, a source, and a webhook that takes every event. */
final class WholeBed implements AutoCloseable {

  static final String WRITE_KEY = "bench-key";

  private static final long PATIENCE_NANOS = 300_000_000_000L;

  private final FarEnd farEnd;
  private final Bed bed = new Bed();

  WholeBed(FarEnd.Manner manner) throws Exception {
    farEnd = new FarEnd(manner);
    try {
      for (var service : List.of("ingest", "governance", "identity", "audience", "router")) {
        bed.startService(service);
      }
      bed.define(
          "sources",
          "bench",
          """
          apiVersion: tributary.dev/v1
          kind: Source
          metadata: {name: bench}
          spec: {writeKeys: [%s]}
          """
              .formatted(WRITE_KEY));
      bed.define(
          "destinations",
          "bench",
          """
          apiVersion: tributary.dev/v1
          kind: Destination
          metadata: {name: bench}
          spec:
            connector: webhook
            settings: {url: 'http://127.0.0.1:%d/', secret: {env: HOOK_SECRET}}
            events: {trigger: 'type = "track"'}
          """
              .formatted(farEnd.port()));
    } catch (Exception e) {
      close();
      throw e;
    }
  }

  /**
   * How fast a run was, in events a second.
   *
   * @param accepted until the last request was answered
   * @param delivered until the last event had arrived, each once
   * @param requests the webhook was sent in the run
   */
  record Rates(double accepted, double delivered, long requests) {}

  Bed bed() {
    return bed;
  }

  /** Posts batches as fast as they are taken, and waits for the arrival of every event. */
  Rates deliver(Load load, List<byte[]> batches, int eventsEach) throws InterruptedException {
    var keys = farEnd.keys();
    keys.clear();
    long before = farEnd.requests();
    long start = System.nanoTime();
    var posted = load.post(bed.port("ingest"), "/v1/batch", batches);
    if (posted.failed() > 0) {
      throw new IllegalStateException(posted.failed() + " requests were refused");
    }
    long events = (long) batches.size() * eventsEach;
    while (keys.size() < events) {
      if (System.nanoTime() - start > PATIENCE_NANOS) {
        throw new IllegalStateException(keys.size() + " of " + events + " arrived");
      }
      Thread.sleep(20);
    }
    if (keys.size() > events) {
      throw new IllegalStateException(keys.size() + " deliveries for " + events + " events");
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Rates(events / posted.seconds(), events / seconds, farEnd.requests() - before);
  }

  @Override
  public void close() throws IOException {
    farEnd.close();
    bed.close();
  }
}
