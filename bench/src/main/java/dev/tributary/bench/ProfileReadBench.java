package dev.tributary.bench;

import com.google.protobuf.ByteString;
import dev.tributary.bench.Alternation.Measured;
import dev.tributary.bench.Alternation.Side;
import dev.tributary.bench.Load.Page;
import dev.tributary.proto.v1.Event;
import dev.tributary.proto.v1.EventType;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The Profile API's traits of profiles with {@value #TRAITS} of them; P11. The baseline has the
 * same bytes in Redis and hands them out. Every answer of either side is compared with what the
 * service said first.
 */
final class ProfileReadBench implements Bench {

  private static final int PROFILES = 2_000;
  private static final int TRAITS = 50;
  private static final int READS = 60_000;
  private static final int CLIENTS = 16;
  private static final int FEW_CLIENTS = 2;
  private static final int WARM_UPS = 3;

  @Override
  public String name() {
    return "profile-read";
  }

  @Override
  public String question() {
    return "P11: Profile API reads a second, 50 traits; target >= 0.80 of bare Vert.x with one Redis"
        + " GET of the same bytes, and p99 <= 5 ms.";
  }

  @Override
  public void run(Report report, Options options) throws Exception {
    try (var bed = new IdentityBed(name(), options);
        var feed = new Feed(bed.bed());
        var many = new Load(CLIENTS);
        var few = new Load(FEW_CLIENTS)) {
      feed.layOut(IdentityBed.SERVICE, profiles());
      feed.consume(IdentityBed.SERVICE);
      var redis = "redis://127.0.0.1:" + bed.bed().port("redis");
      bed.bed().startMain("bare", BareReads.class, redis);
      var pages = pages(bed.bed());
      keep(redis, pages);
      int reads = options.sized(READS);
      var service = new Reads("service", "identity", bed.bed(), many, pages, reads);
      var bare = new Reads("bare", "bare", bed.bed(), many, pages, reads);
      for (int i = 0; i < WARM_UPS; i++) {
        service.run();
        bare.run();
      }
      report.line(
          "%d profiles by Zipf's law, %d reads a run, %d clients in a closed loop, answers of %d"
              + " bytes.",
          PROFILES, reads, CLIENTS, pages.getFirst().body().length());
      report.line("");
      report.line("| round | side | reads/s | p50 ms | p99 ms | processor us/read: own | Redis |");
      report.line("|---|---|---|---|---|---|---|");
      var alternation = new Alternation(report, List.of(service, bare));
      alternation.run(options.rounds());
      alternation.compare("service", "bare");
      report.line("");
      report.line(
          "p99 of the service, median of its runs: %.1f ms",
          Ratios.median(
              service.p99s.stream().skip(WARM_UPS).mapToDouble(Double::doubleValue).toArray()));
      report.line("");
      report.line("With %d clients:", FEW_CLIENTS);
      report.line("");
      report.line("| side | reads/s | p50 ms | p99 ms | processor us/read: own | Redis |");
      report.line("|---|---|---|---|---|---|");
      for (var side :
          List.of(
              new Reads("service", "identity", bed.bed(), few, pages, reads / 2),
              new Reads("bare", "bare", bed.bed(), few, pages, reads / 2))) {
        var measured = side.run();
        report.line(
            "| %s | %.0f | %s |",
            side.name(), measured.figure(), String.join(" | ", measured.cells()));
      }
    }
  }

  private static List<AcceptedRecord> profiles() {
    var random = new SplittableRandom(42);
    var events = new IdentityEvents(1);
    var profiles = new ArrayList<AcceptedRecord>();
    for (int i = 0; i < PROFILES; i++) {
      var payload = new StringBuilder("{\"type\":\"identify\",\"traits\":{\"age\":");
      payload.append(random.nextInt(100));
      for (int trait = 1; trait < TRAITS; trait++) {
        payload.append(",\"trait_").append(trait).append("\":\"");
        payload.append(Long.toHexString(random.nextLong())).append('"');
      }
      var event =
          Event.newBuilder()
              .setMessageId("profile-" + i)
              .setType(EventType.EVENT_TYPE_IDENTIFY)
              .setUserId("reader-" + i)
              .setPayload(ByteString.copyFromUtf8(payload.append("}}").toString()));
      profiles.add(events.accepted("reader-" + i, event));
    }
    return profiles;
  }

  /** What the service answers for each profile: all traits there are. */
  private static List<Page> pages(Bed bed) throws Exception {
    var pages = new ArrayList<Page>();
    try (var client = HttpClient.newHttpClient()) {
      for (int i = 0; i < PROFILES; i++) {
        var path =
            "/v1/spaces/default/collections/users/profiles/user_id:reader-"
                + i
                + "/traits?limit=200";
        var request =
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + bed.port("identity") + path))
                .header("Authorization", "Bearer " + bed.token())
                .build();
        var answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        var body = new String(answer.body(), StandardCharsets.UTF_8);
        if (answer.statusCode() != 200 || body.split("trait_", -1).length != TRAITS) {
          throw new IllegalStateException(answer.statusCode() + " " + body);
        }
        pages.add(new Page(path, Buffer.buffer(answer.body())));
      }
    }
    return pages;
  }

  private static void keep(String redis, List<Page> pages) {
    var vertx = Vertx.vertx();
    var connection = Waiting.on(Redis.createClient(vertx, redis).connect());
    for (var page : pages) {
      var set = Request.cmd(Command.SET).arg(page.path()).arg(page.body());
      Waiting.on(connection.send(set).<Void>mapEmpty());
    }
    Waiting.on(vertx.close());
  }

  /** Reads of one side. */
  private static final class Reads implements Side {

    private final String name;
    private final String process;
    private final Bed bed;
    private final Load load;
    private final List<Page> pages;
    private final int count;
    private final Zipf zipf = new Zipf(PROFILES);
    private final SplittableRandom random = new SplittableRandom(42);
    private final List<Double> p99s = new ArrayList<>();

    Reads(String name, String process, Bed bed, Load load, List<Page> pages, int count) {
      this.name = name;
      this.process = process;
      this.bed = bed;
      this.load = load;
      this.pages = pages;
      this.count = count;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Measured run() throws Exception {
      var drawn = new ArrayList<Page>(count);
      for (int i = 0; i < count; i++) {
        drawn.add(pages.get(zipf.draw(random)));
      }
      double own = seconds(process);
      double redis = seconds("redis");
      var run = load.get(bed.port(process), bed.token(), drawn);
      if (run.failed() > 0) {
        throw new IllegalStateException(name + " answered " + run.failed() + " reads wrongly");
      }
      p99s.add(run.p99Millis());
      double ownMicros = (seconds(process) - own) * 1e6 / count;
      double redisMicros = (seconds("redis") - redis) * 1e6 / count;
      return new Measured(
          run.accepted() / run.seconds(),
          ownMicros + redisMicros,
          List.of(
              "%.2f".formatted(run.p50Millis()),
              "%.2f".formatted(run.p99Millis()),
              "%.1f".formatted(ownMicros),
              "%.1f".formatted(redisMicros)));
    }

    private double seconds(String name) {
      return bed.processorTime(name).toNanos() / 1e9;
    }
  }
}
