package dev.tributary.local.command;

import dev.tributary.local.suite.Home;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Runs a benchmark of the module {@code bench} in a JVM of its own. Its options may also be written
 * as words, {@code quick} and {@code jfr}.
 */
@Command(name = "bench", description = "Runs a benchmark; without a name it lists them.")
final class BenchCommand implements Callable<Integer> {

  @Option(names = "--quick", description = "Fewer and shorter runs: a first look, not a result.")
  boolean quick;

  @Option(names = "--jfr", description = "With a flight recording, kept in bench/target.")
  boolean recorded;

  @Parameters(arity = "0..*", paramLabel = "NAME", description = "Which; several run one by one.")
  List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    var root = Home.find().root();
    var target = root.resolve("bench/target");
    var line = new ArrayList<String>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-Dtributary.root=" + root, "--enable-native-access=ALL-UNNAMED"));
    line.addAll(
        List.of(
            "-cp",
            target.resolve("classes") + File.pathSeparator + target.resolve("lib") + "/*",
            "dev.tributary.bench.Main"));
    if (quick) {
      line.add("--quick");
    }
    if (recorded) {
      line.add("--jfr");
    }
    line.addAll(arguments);
    return new ProcessBuilder(line).directory(root.toFile()).inheritIO().start().waitFor();
  }
}
