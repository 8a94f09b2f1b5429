package dev.tributary.bench;

import java.nio.file.Path;
import java.util.List;

/**
 * {@code ./tributary bench [NAME...]}: runs the named benchmarks one after the other, or lists
 * them.
 */
public final class Main {

  private static final List<Bench> ALL =
      List.of(IngestBench.singles(), IngestBench.batches(), new WholeBench());

  private Main() {}

  /** Exit code 2 for a name that is none. */
  public static void main(String[] names) throws Exception {
    if (names.length == 0) {
      ALL.forEach(bench -> System.out.printf("%-14s %s%n", bench.name(), bench.question()));
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
      if (List.of(names).contains(bench.name())) {
        System.out.println("== " + bench.name() + ": " + bench.question());
        var report = new Report(bench);
        bench.run(report);
        report.write(results);
      }
    }
  }
}
