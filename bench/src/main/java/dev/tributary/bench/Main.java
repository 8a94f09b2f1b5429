package dev.tributary.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * {@code ./tributary bench [--quick] [--jfr] [NAME...]}: runs the named benchmarks one after the
 * other, or lists them. {@code --quick}: fewer and shorter runs; {@code --jfr}: with a flight
 * recording. The words without dashes mean the same.
 */
public final class Main {

  private static final List<Bench> ALL =
      List.of(
          IngestBench.singles(),
          IngestBench.batches(),
          new IngestLatencyBench(),
          new FuzzBench(),
          new SiegeBench(),
          new IngestMemoryBench(),
          IdentityBench.allNew(),
          IdentityBench.repeats(),
          new MergeBench(),
          new ExtremesBench(),
          new ProfileReadBench(),
          new WholeBench(),
          new WindowsBench(),
          new TimersBench(),
          new RestartBench(),
          new BackfillBench(),
          new FanoutBench(),
          new WebhookBench(),
          new RetriesBench(),
          new LatencyBench());

  private Main() {}

  /** Exit code 2 for a name that is none. */
  public static void main(String[] words) throws Exception {
    var options = Options.of(List.of(words));
    var names = Arrays.stream(words).filter(word -> !Options.isOption(word)).toList();
    if (names.isEmpty()) {
      ALL.forEach(bench -> System.out.printf("%-18s %s%n", bench.name(), bench.question()));
      return;
    }
    var known = ALL.stream().map(Bench::name).toList();
    for (var name : names) {
      if (!known.contains(name)) {
        System.err.println("There is no benchmark " + name + "; there are " + known);
        System.exit(2);
      }
    }
    var results = Path.of(System.getProperty("tributary.root", "."), "bench", "results");
    for (var bench : ALL) {
      if (names.contains(bench.name())) {
        System.out.println("== " + bench.name() + ": " + bench.question());
        var report = new Report(bench);
        bench.run(report, options);
        report.write(results);
      }
    }
  }
}
