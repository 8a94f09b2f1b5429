package dev.tributary.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a thousand audiences and a million profiles take of memory and disk, and how long a restart
 * takes until the service answers rightly again: after a stop, and after a crash while events come
 * in.
 */
final class RestartBench implements Bench {

  private static final int PROFILES = 1_000_000;
  private static final int QUICK_PROFILES = 100_000;
  private static final int EVENTS_A_PROFILE = 2;
  private static final int AUDIENCES = 1_000;
  private static final int WINDOW_DAYS = 90;
  private static final int LIVE_EVENTS_A_SECOND = 500;
  private static final Duration MOST = Duration.ofMinutes(60);
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);
  private static final Duration BUSY_FOR = Duration.ofSeconds(5);
  private static final double MIB = 1 << 20;

  @Override
  public String name() {
    return "audience-restart";
  }

  @Override
  public String question() {
    return "A restart with 1 M profiles from local state; target: answering in 10 s. 1,000 audiences"
        + " and 1 M profiles within 24 GiB.";
  }

  @Override
  public void run(Report report, Options options) throws Exception {
    int profiles = options.quick() ? QUICK_PROFILES : PROFILES;
    var wanted =
        IntStream.range(0, AUDIENCES)
            .mapToObj(
                i -> new Wanted("audience_" + i, named(i), Wanted.ANY, Wanted.ANY, 1, WINDOW_DAYS))
            .toList();
    var counting = new Counting(wanted, profiles);
    try (var bed = new AudienceBed(name(), options)) {
      bed.bed().makeCache(AudienceBed.PROCESS);
      for (var one : wanted) {
        bed.define(one.name(), one.who());
      }
      bed.awaitLive(wanted.stream().map(Wanted::name).toList(), MOST);
      var traffic = new Traffic(profiles, WINDOW_DAYS, wanted.stream().map(Wanted::event).toList());
      for (int i = 0; i < profiles * EVENTS_A_PROFILE; i++) {
        var track = traffic.of(i % profiles);
        counting.add(track, traffic.inWindow(track));
        bed.send(track);
      }
      bed.feed().flush();
      double behind = bed.feed().await(AudienceBed.SERVICE, MOST);
      System.out.printf("%,d profiles, behind by %.0f s%n", profiles, behind);
      counting.check(bed, wanted, 1);
      report.line(
          "%,d audiences, each over events of another name; %,d profiles with %d events each.",
          AUDIENCES, profiles, EVENTS_A_PROFILE);
      report.line("");
      tellSizes(report, bed);
      report.line("");
      report.line(
          "| ended by | s to ready | s to the right size of an audience | taking in again |");
      report.line("|---|---|---|---|");
      for (int round = 0; round < (options.quick() ? 1 : 3); round++) {
        tell(report, bed, "stop", wanted, counting);
        tell(report, bed, "kill -9", wanted, counting);
      }
      report.line("");
      report.line(
          "After each, the sizes of all audiences and the members of one were what a count over the"
              + " events says. Events came in at %d a second until the service ended.",
          LIVE_EVENTS_A_SECOND);
    }
  }

  private static void tellSizes(Report report, AudienceBed bed) throws Exception {
    var process = Path.of("/proc", Long.toString(bed.bed().pid(AudienceBed.PROCESS)), "status");
    report.line("| resident MiB, all of the process | at most so far | state on disk MiB |");
    report.line("|---|---|---|");
    report.line(
        "| %.0f | %.0f | %.0f |",
        mib(process, "VmRSS:"),
        mib(process, "VmHWM:"),
        bytes(bed.bed().file(AudienceBed.PROCESS)) / MIB);
  }

  private static void tell(
      Report report, AudienceBed bed, String how, List<Wanted> wanted, Counting counting)
      throws Exception {
    var others = new Traffic(counting.profiles(), WINDOW_DAYS, List.of("Nobody Asks For It"));
    try (var _ = new LiveTraffic(bed, others, LIVE_EVENTS_A_SECOND)) {
      Thread.sleep(BUSY_FOR);
      if (how.equals("stop")) {
        bed.bed().stop(AudienceBed.PROCESS);
      } else {
        bed.bed().kill(AudienceBed.PROCESS);
      }
    }
    long start = System.nanoTime();
    bed.start();
    double ready = (System.nanoTime() - start) / 1e9;
    var first = wanted.getFirst();
    while (!answers(bed, first, counting.size(first))) {
      if (System.nanoTime() - start > MOST.toNanos()) {
        throw new IllegalStateException(first.name() + " does not answer");
      }
      Thread.sleep(LOOK_EVERY);
    }
    double right = (System.nanoTime() - start) / 1e9;
    bed.feed().await(AudienceBed.SERVICE, MOST);
    double again = (System.nanoTime() - start) / 1e9;
    counting.check(bed, wanted, 1);
    report.line("| %s | %.1f | **%.1f** | %.1f |", how, ready, right, again);
  }

  private static boolean answers(AudienceBed bed, Wanted wanted, int size) throws Exception {
    var answer = bed.get("/api/v1/audiences/" + wanted.name() + "/size");
    return answer.statusCode() == 200 && answer.body().contains("\"members\":" + size + "}");
  }

  private static String named(int number) {
    return "Event " + number;
  }

  private static double mib(Path status, String field) throws IOException {
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith(field))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
        .sum();
  }

  /** Files may go while they are counted. */
  private static long bytes(Path folder) throws IOException {
    var files = new ArrayList<Path>();
    try (var found = Files.walk(folder)) {
      found.forEach(files::add);
    }
    return files.stream()
        .map(Path::toFile)
        .filter(file -> file.isFile())
        .mapToLong(f -> f.length())
        .sum();
  }
}
