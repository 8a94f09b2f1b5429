package dev.tributary.local.command;

import dev.tributary.local.suite.Home;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Runs a benchmark of the module {@code bench} in a JVM of its own. */
@Command(name = "bench", description = "Runs a benchmark; without a name it lists them.")
final class BenchCommand implements Callable<Integer> {

  @Parameters(arity = "0..*", paramLabel = "NAME", description = "Which, and its own arguments.")
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
    line.addAll(arguments);
    return new ProcessBuilder(line).directory(root.toFile()).inheritIO().start().waitFor();
  }
}
