package dev.tributary.bench;

import dev.tributary.proto.Topic;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Whether ingest's memory depends on how much has gone through it. */
final class IngestMemoryBench implements Bench {

  private static final int MILLIONS = 10;
  private static final int EVENTS_EACH = 100;
  private static final int REQUESTS_A_MILLION = 10_000;
  private static final int CLIENTS = 16;

  /** Bodies are sent more than once: ingest does not remember any. */
  private static final int DISTINCT = 1_000;

  /** What the topic keeps, so that ten million events do not fill a disk. */
  private static final Map<String, String> KEPT =
      Map.of("retention.bytes", "67108864", "segment.bytes", "33554432");

  @Override
  public String name() {
    return "ingest-memory";
  }

  @Override
  public String question() {
    return "Memory of ingest under 10 M events in batches of 100: the live heap after the last"
        + " million to that after the second; flat is within 10 %.";
  }

  @Override
  public void run(Report report, Options options) throws Exception {
    int millions = options.quick() ? MILLIONS / 3 : MILLIONS;
    try (var ingest = new IngestBed(name(), options);
        var load = new Load(CLIENTS)) {
      ingest.bed().configure(Topic.RECEIVED.topicName(), KEPT);
      var bodies = new Payloads(IngestBed.WRITE_KEY).batches(DISTINCT, EVENTS_EACH);
      report.line("| million events | events/s | p99 ms | live heap MB | resident MB |");
      report.line("|---|---|---|---|---|");
      var heap = new double[millions];
      for (int million = 0; million < millions; million++) {
        var run = load.post(ingest.port(), "/v1/batch", repeated(bodies));
        if (run.failed() > 0) {
          throw new IllegalStateException(run.failed() + " requests were refused");
        }
        heap[million] = ingest.memory().liveHeap();
        report.line(
            "| %d | %,.0f | %.0f | %.1f | %.0f |",
            million + 1,
            run.accepted() * EVENTS_EACH / run.seconds(),
            run.p99Millis(),
            heap[million],
            ingest.memory().resident());
      }
      report.line("");
      report.line(
          "live heap after the last million to that after the second: **%.2f**",
          heap[millions - 1] / heap[1]);
      checkCounts(report, ingest, (long) millions * REQUESTS_A_MILLION * EVENTS_EACH);
    }
  }

  private static void checkCounts(Report report, IngestBed ingest, long sent) throws Exception {
    long stored = ingest.bed().recordsIn(Topic.RECEIVED.topicName());
    if (stored != sent) {
      throw new IllegalStateException(stored + " records for " + sent + " acknowledged");
    }
    report.line("%s took exactly the %,d events acknowledged", Topic.RECEIVED.topicName(), sent);
  }

  private static List<byte[]> repeated(List<byte[]> bodies) {
    return IntStream.range(0, REQUESTS_A_MILLION)
        .mapToObj(i -> bodies.get(i % bodies.size()))
        .toList();
  }
}
