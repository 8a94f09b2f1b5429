package dev.tributary.bench;

import dev.tributary.bench.MergePairs.Half;
import dev.tributary.bench.MergePairs.Shape;
import dev.tributary.proto.Topic;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How long an event takes that merges two profiles, alone in flight, from the acknowledgement-free
 * send to {@code accepted} until a reader of committed records has it from {@code resolved}; P7.
 * Profiles of two sizes, and of two histories of the larger one. An event that changes nothing goes
 * the same way beside them: what it takes is the way, not the merge.
 */
final class MergeBench implements Bench {

  private static final int BLOCK = 10;
  private static final int WARM_UPS = 40;
  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
  private static final Pattern NEXT = Pattern.compile("\"next\":\"([^\"]*)\"");

  @Override
  public String name() {
    return "identity-merge";
  }

  @Override
  public String question() {
    return "P7: p99 of merging two profiles of 1,000 identifiers; target <= 3 times that of 2"
        + " identifiers.";
  }

  @Override
  public void run(Report report, Options options) throws Exception {
    int most = options.quick() ? 60 : 200;
    var small = new MergePairs(Shape.SMALL, most + WARM_UPS);
    var given = new MergePairs(Shape.GIVEN, most + BLOCK);
    var grown = new MergePairs(Shape.GROWN, most / 2 + BLOCK);
    var pairs = List.of(small, given, grown);
    var events = new IdentityEvents(1);
    try (var bed = new IdentityBed(name(), options);
        var feed = new Feed(bed.bed());
        var reader = new ResolvedReader(bed.bed().broker(), Topic.RESOLVED.topicName())) {
      prepare(pairs, events, feed, reader);
      bed.checkpoint();
      var flights = new Flights(events, feed, reader);
      for (int i = 0; i < WARM_UPS; i++) {
        flights.merge(small);
        flights.nothing(small);
      }
      for (int i = 0; i < BLOCK; i++) {
        flights.merge(given);
        flights.merge(grown);
      }
      flights.times.clear();
      for (boolean forth = true; flights.left(pairs); forth = !forth) {
        for (var some : forth ? pairs : pairs.reversed()) {
          flights.block(some);
        }
      }
      tell(report, flights);
      checkOne(bed.bed(), given);
      checkOne(bed.bed(), grown);
      report.line("");
      report.line(
          "Each merge was told once. Checked by the Profile API: the first merged profile of either"
              + " large shape has all its 2,000 identifiers.");
    }
  }

  private static void prepare(
      List<MergePairs> pairs, IdentityEvents events, Feed feed, ResolvedReader reader)
      throws Exception {
    for (var some : pairs) {
      var alone = some.alone(events);
      if (!alone.isEmpty()) {
        feed.layOut(IdentityBed.SERVICE, alone);
        feed.consume(IdentityBed.SERVICE);
      }
      feed.layOut(IdentityBed.SERVICE, some.making(events));
      feed.consume(IdentityBed.SERVICE);
    }
    var seen = reader.next();
    System.out.println(
        seen.events() + " events made " + seen.profiles().size() + " profiles, for a start");
  }

  private static void tell(Report report, Flights flights) {
    report.line("| what | events | p50 ms | p90 ms | p99 ms | worst ms |");
    report.line("|---|---|---|---|---|---|");
    flights.times.forEach((what, times) ->
        report.line(
            "| %s | %d | %.1f | %.1f | %.1f | %.1f |",
            what,
            times.size(),
            percentile(times, 0.50),
            percentile(times, 0.90),
            percentile(times, 0.99),
            percentile(times, 1)));
    report.line("");
    for (var shape : List.of(Shape.GIVEN, Shape.GROWN)) {
      report.line(
          "%s to small: p99 %.2f, p50 %.2f",
          named(shape), ratio(flights, shape, 0.99), ratio(flights, shape, 0.5));
    }
  }

  private static double ratio(Flights flights, Shape shape, double share) {
    return percentile(flights.times.getOrDefault(named(shape), List.of()), share)
        / percentile(flights.times.getOrDefault(named(Shape.SMALL), List.of()), share);
  }

  private static double percentile(List<Double> times, double share) {
    var sorted = times.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted[(int) Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  }

  private static String named(Shape shape) {
    return switch (shape) {
      case SMALL -> "small: 2 identifiers each";
      case GIVEN -> "given: 1,000 each, named by one event after the other";
      case GROWN -> "grown: 1,000 each, all of them profiles before";
    };
  }

  /** Reads all identifiers of the first pair page by page. */
  private static void checkOne(Bed bed, MergePairs pairs) throws Exception {
    var expected = new HashSet<String>();
    for (var half : Half.values()) {
      for (int number = 0; number < pairs.shape().identifiers; number++) {
        expected.add(pairs.identifier(0, half, number));
      }
    }
    var found = externalIds(bed, pairs.identifier(0, Half.RIGHT, 0));
    if (!found.equals(expected)) {
      throw new IllegalStateException(found.size() + " identifiers, not " + expected.size());
    }
  }

  private static Set<String> externalIds(Bed bed, String identifier) throws Exception {
    var found = new HashSet<String>();
    try (var client = HttpClient.newHttpClient()) {
      for (var next = ""; ; ) {
        var path =
            "http://127.0.0.1:%d/v1/spaces/default/collections/users/profiles/bench_id:%s/external_ids?limit=100&next=%s"
                .formatted(bed.port("identity"), identifier, next);
        var request =
            HttpRequest.newBuilder(URI.create(path))
                .header("Authorization", "Bearer " + bed.token())
                .build();
        var body = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        ID.matcher(body).results().forEach(match -> found.add(match.group(1)));
        var cursor = NEXT.matcher(body);
        if (!cursor.find() || cursor.group(1).isEmpty()) {
          return found;
        }
        next = cursor.group(1);
      }
    }
  }

  /** Sends events one at a time and waits for each. */
  private static final class Flights {

    final IdentityEvents events;
    final Feed feed;
    final ResolvedReader reader;
    final Map<Shape, Integer> next = new EnumMap<>(Shape.class);
    final Map<String, List<Double>> times = new LinkedHashMap<>();

    Flights(IdentityEvents events, Feed feed, ResolvedReader reader) {
      this.events = events;
      this.feed = feed;
      this.reader = reader;
    }

    boolean left(List<MergePairs> pairs) {
      return pairs.stream().anyMatch(some -> pair(some) < some.count());
    }

    void block(MergePairs pairs) throws Exception {
      for (int i = 0; i < BLOCK && pair(pairs) < pairs.count(); i++) {
        merge(pairs);
        if (pairs.shape() == Shape.SMALL) {
          nothing(pairs);
        }
      }
    }

    void merge(MergePairs pairs) throws Exception {
      int pair = pair(pairs);
      next.put(pairs.shape(), pair + 1);
      fly(named(pairs.shape()), pairs.merge(events, pair), 1);
    }

    /** Names again what was merged last. */
    void nothing(MergePairs pairs) throws Exception {
      fly("nothing to do", pairs.merge(events, pair(pairs) - 1), 0);
    }

    private int pair(MergePairs pairs) {
      return next.getOrDefault(pairs.shape(), 0);
    }

    private void fly(String what, AcceptedRecord event, int merges) throws Exception {
      long start = System.nanoTime();
      feed.send(Topic.ACCEPTED.topicName(), List.of(event));
      int merged = reader.until(event.event().getMessageId());
      times.computeIfAbsent(what, _ -> new ArrayList<>()).add((System.nanoTime() - start) / 1e6);
      if (merged != merges) {
        throw new IllegalStateException(what + ": " + merged + " merges were told");
      }
    }
  }
}
